using System.CommandLine;
using System.Diagnostics;

using Weir.Cli.Composition;
using Weir.Cli.Invocation;
using Weir.Cli.Rendering;
using Weir.Cli.Terminals;
using Weir.Engine.Triggers;
using Weir.Server.Operations;

namespace Weir.Cli.Commands;

/// <summary><c>weir put FILE... BUCKET/KEY|PREFIX/</c>.</summary>
internal sealed class PutCommand : OperationsCommand
{
    /// <summary>Files that land together: enough to share the cost of making them durable.</summary>
    private const int Batch = 256;

    /// <summary>Bytes that land together, so that progress shows and a failure costs little.</summary>
    private const long BatchSize = 32L << 20;

    /// <summary>Files whose number a second says something.</summary>
    private const int Counted = 100;

    private readonly Argument<string[]> _paths = new("paths")
    {
        Arity = new ArgumentArity(2, 100_000),
        Description = "Files or folders ('-' for standard input), and the place to put them: a key, or a prefix with its slash.",
        HelpName = "FILE... BUCKET/KEY|PREFIX/",
    };

    public PutCommand(Terminal terminal, CommonOptions common, EnvironmentAccess access)
        : base("put", "Puts files into a bucket, durably. That is where everything starts.", terminal, common, access)
    {
        Synopsis = "FILE... BUCKET/KEY|PREFIX/";
        Remarks =
            "A folder is put with all it holds, under keys relative to it; links inside it are passed over. The same content under\n"
            + "the same key is recorded again and loads nothing twice.";
        Examples =
        [
            new("weir put orders/*.json raw/orders/", "keeps the files' names"),
            new("weir put export.json raw/orders/2026-11-20.json", "under another name"),
            new("weir put data/ raw/", "a folder and all it holds"),
            new("curl -s https://example.com/feed.json | weir put - raw/feed.json", "from standard input"),
        ];
        Arguments.Add(_paths);
        Options.Add(common.Json);
    }

    protected override void Check(ParseResult call) => Target.Parse(call.GetRequiredValue(_paths)[^1]);

    protected override async Task<int> RunAsync(ParseResult call, OpenedEnvironment opened, CancellationToken cancellationToken)
    {
        var paths = call.GetRequiredValue(_paths);
        var target = Target.Parse(paths[^1]);
        var sources = PutSources.Find(paths[..^1], target, Terminal);

        var watch = Stopwatch.StartNew();
        using var progress = new StatusLine(Terminal);
        var (landed, bytes) = (new List<ListedObject>(sources.Count), 0L);
        foreach (var batch in BatchesOf(sources))
        {
            var objects = await opened.Operations.PutAsync(batch, cancellationToken);
            landed.AddRange(objects);
            bytes += objects.Sum(put => put.Size);
            progress.Show($"{Quantity.Count(landed.Count)} of {Quantity.Of(sources.Count, "file")}, {Quantity.Size(bytes)}");
        }

        progress.Clear();
        Print(call, opened, landed, target, bytes, watch.Elapsed);
        return ExitCodes.Fine;
    }

    private static IEnumerable<IReadOnlyList<Arrival>> BatchesOf(IReadOnlyList<(Arrival Arrival, long Size)> sources)
    {
        var (batch, size) = (new List<Arrival>(), 0L);
        foreach (var source in sources)
        {
            if (batch.Count == Batch || (batch.Count > 0 && size + source.Size > BatchSize))
            {
                yield return batch;
                (batch, size) = ([], 0);
            }

            batch.Add(source.Arrival);
            size += source.Size;
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }

    private void Print(
        ParseResult call, OpenedEnvironment opened, List<ListedObject> landed, Target target, long bytes, TimeSpan elapsed)
    {
        if (call.GetValue(Common.Json))
        {
            if (landed is [var single] && !target.IsPrefix)
            {
                RecordPrinter.PrintJson(Terminal, single, OperationsJson.Default.ListedObject);
            }
            else
            {
                RecordPrinter.PrintJson(Terminal, landed, OperationsJson.Default.ListedObject);
            }

            return;
        }

        var ink = Terminal.Ink;
        var what = TextWidth.OneLine(landed is [var only] ? $"{only.Bucket}/{only.Key}" : $"{Quantity.Of(landed.Count, "file")} into {target}");
        var rate = landed.Count >= Counted ? $", {Quantity.Count((long)(landed.Count / Math.Max(0.001, elapsed.TotalSeconds)))} a second" : "";
        Terminal.Out.WriteLine(
            $"{ink.Green("put")} {what} {ink.Dim($"({Quantity.Size(bytes)} in {Quantity.Duration(elapsed)}{rate})")}");
        UpHint.Print(Terminal, opened.IsServed, "    It waits");
    }
}
