using System.CommandLine;

using Weir.Cli.Composition;
using Weir.Cli.Invocation;
using Weir.Cli.Rendering;
using Weir.Cli.Terminals;
using Weir.Server.Operations;

namespace Weir.Cli.Commands;

/// <summary><c>weir ls [BUCKET[/PREFIX]]</c>.</summary>
internal sealed class LsCommand : OperationsCommand
{
    private const int Page = 1_000;

    private readonly Argument<string?> _place = new("place")
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description = "A bucket, and what the keys start with. Without it, the buckets are listed.",
        HelpName = "BUCKET[/PREFIX]",
    };

    public LsCommand(Terminal terminal, CommonOptions common, EnvironmentAccess access)
        : base("ls", "Lists buckets, or the objects in one.", terminal, common, access)
    {
        Synopsis = "[BUCKET[/PREFIX]]";
        Examples =
        [
            new("weir ls", "the buckets"),
            new("weir ls raw/orders/2026-11", "objects whose keys start with orders/2026-11"),
            new("weir ls raw --json | jq -r '.[].key'", "for programs"),
        ];
        Arguments.Add(_place);
        Options.Add(common.Json);
    }

    protected override async Task<int> RunAsync(ParseResult call, OpenedEnvironment opened, CancellationToken cancellationToken)
    {
        if (call.GetValue(_place) is { } place)
        {
            await ListObjectsAsync(Target.Parse(place), call.GetValue(Common.Json), opened.Operations, cancellationToken);
        }
        else
        {
            var status = await opened.Operations.StatusAsync(cancellationToken);
            ListBuckets(status.Buckets, call.GetValue(Common.Json));
        }

        return ExitCodes.Fine;
    }

    private void ListBuckets(IReadOnlyList<ListedBucket> buckets, bool json)
    {
        if (json)
        {
            RecordPrinter.PrintJson(Terminal, buckets, OperationsJson.Default.ListedBucket);
            return;
        }

        RecordPrinter.PrintGrid(Terminal, buckets, [new("bucket", b => b.Name), new("folder", b => b.Path ?? "")]);
    }

    private async Task ListObjectsAsync(Target place, bool json, IOperations operations, CancellationToken cancellationToken)
    {
        var objects = new List<ListedObject>();
        while (true)
        {
            var page = await operations.ListObjectsAsync(
                place.Bucket, place.Key, objects.LastOrDefault()?.Key, Page, cancellationToken);
            objects.AddRange(page);
            if (page.Count < Page)
            {
                break;
            }
        }

        if (json)
        {
            RecordPrinter.PrintJson(Terminal, objects, OperationsJson.Default.ListedObject);
            return;
        }

        if (objects.Count > 0 || !Terminal.IsInteractive)
        {
            RecordPrinter.PrintGrid(
                Terminal,
                objects,
                [
                    new("key", o => o.Key, Role: ColumnRole.Yields),
                    new("size", o => Quantity.Size(o.Size, Terminal), AlignsRight: true),
                    new("landed", o => new Cell(Quantity.Time(o.LandedAt, Terminal), Tone.Quiet)),
                    new("etag", o => new Cell(Terminal.IsInteractive ? TextWidth.Cut(o.Etag, 12) : o.Etag, Tone.Quiet)),
                ]);
        }

        if (Terminal.IsInteractive)
        {
            Terminal.Out.Flush();
            Terminal.Out.WriteLine(Terminal.Ink.Dim(objects.Count == 0
                ? $"Nothing is in {TextWidth.OneLine(place.ToString())}."
                : $"{Quantity.Of(objects.Count, "object")}, {Quantity.Size(objects.Sum(o => o.Size))}"));
        }
    }
}
