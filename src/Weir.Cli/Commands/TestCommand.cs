using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

using Weir.Cli.Composition;
using Weir.Cli.Invocation;
using Weir.Cli.Rendering;
using Weir.Cli.Terminals;
using Weir.Server.Operations;

namespace Weir.Cli.Commands;

/// <summary><c>weir test [TABLE]</c>.</summary>
internal sealed class TestCommand : OperationsCommand
{
    private const string All = "all";

    private readonly Argument<string?> _table = new("table")
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description = "Only this table; otherwise every table that has tests.",
        HelpName = "TABLE",
    };

    private readonly Option<long> _sample = new("--sample")
    {
        Description = "How many rows of each table are looked at, the same ones each time; 'all' by default.",
        HelpName = "N|all",
        CustomParser = Parse,
    };

    private readonly Option<string?> _dataset = new("--dataset")
    {
        Description = "Tests the rows of a dataset in place of those that stand in tables: LATEST or a name, where the sources of the "
            + "tables say where it is; otherwise BUCKET or BUCKET/PREFIX, for the newest, or BUCKET/PREFIX/datasets/NAME.",
        HelpName = "DATASET",
    };

    private readonly Option<string?> _results = new("--results")
    {
        Description = "Where a report lands, under a name that says when. By default PREFIX/test_results/NAME/ for a dataset, and "
            + "nowhere for tables.",
        HelpName = "BUCKET/PREFIX",
    };

    public TestCommand(Terminal terminal, CommonOptions common, EnvironmentAccess access)
        : base("test", "Runs the tests of tables over the rows that stand in them, or over those of a dataset.", terminal, common, access)
    {
        Synopsis = "[TABLE]";
        Remarks = "Nothing is changed but weir.test_results and the report, which keep what was found. Ends with 1 when a test of severity error\n"
            + "fails or cannot be run. Queries and freshness look at all rows, whatever the sample.";
        Examples =
        [
            new("weir test", "every table that has tests"),
            new("weir test orders --sample 10000", "ten thousand rows of one, the same ones each time"),
            new("weir test --dataset raw/acme/datasets/LATEST", "the rows of the newest dataset, whether or not tables have loaded it"),
            new("weir test --json | jq -r '.[] | select(.outcome == \"FAILED\") | .samples[]'", "rows that fail"),
        ];
        Arguments.Add(_table);
        Options.Add(_sample);
        Options.Add(_dataset);
        Options.Add(_results);
        Options.Add(common.Json);
    }

    protected override async Task<int> RunAsync(ParseResult call, OpenedEnvironment opened, CancellationToken cancellationToken)
    {
        var results = await opened.Operations.TestAsync(
            new TestOrder
            {
                Table = call.GetValue(_table),
                Sample = call.GetValue(_sample) is > 0 and var size ? size : null,
                Dataset = call.GetValue(_dataset),
                Results = call.GetValue(_results),
            },
            cancellationToken);
        Listing.Print(
            Terminal,
            results,
            call.GetValue(Common.Json),
            OperationsJson.Default.ListedTestResult,
            "There are no tests.",
            [
                new("table", r => r.Table, Role: ColumnRole.Yields),
                new("test", r => r.Test, Role: ColumnRole.Yields),
                new("column", r => string.Join(", ", r.Columns), Role: ColumnRole.Yields),
                new("severity", r => r.Severity),
                new("outcome", r => new Cell(r.Outcome, ToneOf(r))),
                new("checked", r => Quantity.Number(r.RowsChecked, Terminal), AlignsRight: true),
                new("failing", r => Quantity.Number(r.RowsFailing, Terminal), AlignsRight: true),
                new("samples", r => new Cell(r.Samples.Count == 0 ? MessageOf(r) : string.Join(" ", r.Samples), Tone.Doubtful), Role: ColumnRole.Note),
            ]);
        if (results is [{ Report: { } report }, ..] && !call.GetValue(Common.Json))
        {
            Terminal.Out.WriteLine($"{Terminal.Ink.Green("report")} {report}");
        }

        return results.Any(r => r.IsError) ? ExitCodes.Failed : ExitCodes.Fine;
    }

    /// <summary>Why it went so, without the query that the warehouse shows below; <c>--json</c> has all of it.</summary>
    private static string MessageOf(ListedTestResult result) => string.Join(
        ' ', (result.Message ?? "").Split('\n').Select(line => line.Trim()).TakeWhile(line => line.Length > 0 && !line.StartsWith("LINE ", StringComparison.Ordinal)));

    private static Tone ToneOf(ListedTestResult result) => result switch
    {
        { IsError: true } => Tone.Bad,
        { Outcome: "PASSED" } => Tone.Good,
        { Outcome: "SKIPPED" } => Tone.Quiet,
        _ => Tone.Doubtful,
    };

    /// <summary>Zero stands for all: what a parser gives must be a value.</summary>
    private static long Parse(ArgumentResult typed)
    {
        var text = typed.Tokens[^1].Value;
        if (text == All)
        {
            return 0;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > 0)
        {
            return size;
        }

        typed.AddError($"--sample takes a number of rows, or '{All}', not '{text}'.");
        return 0;
    }
}
