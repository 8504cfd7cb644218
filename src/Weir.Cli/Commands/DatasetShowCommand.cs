using System.CommandLine;

using Weir.Cli.Composition;
using Weir.Cli.Invocation;
using Weir.Cli.Rendering;
using Weir.Cli.Terminals;
using Weir.Datasets;
using Weir.Engine.Datasets;
using Weir.Failures;
using Weir.Server.Operations;

namespace Weir.Cli.Commands;

/// <summary><c>weir dataset show BUCKET/PREFIX [NAME]</c>.</summary>
internal sealed class DatasetShowCommand : OperationsCommand
{
    private const int Page = 1_000;

    private readonly Argument<string> _root = Datasets.Root();

    private readonly Argument<string> _name = new("name")
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description = "The dataset; LATEST, which is also the default, for the newest.",
        HelpName = "NAME",
        DefaultValueFactory = _ => DatasetKey.Latest,
    };

    public DatasetShowCommand(Terminal terminal, CommonOptions common, EnvironmentAccess access)
        : base("show", "Lists the objects of a dataset.", terminal, common, access)
    {
        Group = Datasets.Group;
        Synopsis = "BUCKET/PREFIX [NAME]";
        Examples =
        [
            new("weir dataset show raw/acme", "what is in the newest"),
            new("weir dataset show raw/acme 20260131_080500_utc", "what is in a past one"),
        ];
        Arguments.Add(_root);
        Arguments.Add(_name);
        Options.Add(common.Json);
    }

    protected override async Task<int> RunAsync(ParseResult call, OpenedEnvironment opened, CancellationToken cancellationToken)
    {
        var root = DatasetRoot.Parse(call.GetRequiredValue(_root));
        var word = call.GetRequiredValue(_name);
        if (!DatasetName.TryParse(word, out var name) && word != DatasetKey.Latest)
        {
            throw new RefusedException(DatasetFailures.NoName(word));
        }

        var objects = new List<ListedObject>();
        IReadOnlyList<ListedObject> page;
        do
        {
            page = await opened.Operations.ListObjectsAsync(
                root.Bucket, $"{root.Folder}{word}/", objects.LastOrDefault()?.Key, Page, cancellationToken);
            objects.AddRange(page);
        }
        while (page.Count == Page);
        if (objects.Count == 0)
        {
            throw new RefusedException(name is null ? DatasetFailures.None(root) : DatasetFailures.NotThere(root, name));
        }

        Print(call, objects, root.Folder.Length + DatasetName.Length + 1);
        return ExitCodes.Fine;
    }

    private void Print(ParseResult call, List<ListedObject> objects, int memberAt)
    {
        if (call.GetValue(Common.Json))
        {
            RecordPrinter.PrintJson(Terminal, objects, OperationsJson.Default.ListedObject);
            return;
        }

        RecordPrinter.PrintGrid(
            Terminal,
            objects,
            [
                new("object", o => o.Key[memberAt..], Role: ColumnRole.Yields),
                new("size", o => Quantity.Size(o.Size, Terminal), AlignsRight: true),
                new("etag", o => new Cell(Terminal.IsInteractive ? TextWidth.Cut(o.Etag, 12) : o.Etag, Tone.Quiet)),
            ]);
        if (Terminal.IsInteractive)
        {
            Terminal.Out.WriteLine(Terminal.Ink.Dim(
                $"{TextWidth.OneLine($"{objects[0].Bucket}/{objects[0].Key[..memberAt]}")}: {Quantity.Of(objects.Count, "object")}, {Quantity.Size(objects.Sum(o => o.Size))}"));
        }
    }
}
