using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

using Weir.Cli.Composition;
using Weir.Cli.Invocation;
using Weir.Cli.Rendering;
using Weir.Cli.Terminals;
using Weir.Cli.Testing;
using Weir.Failures;
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

    private readonly Option<string?> _filter = new("--filter")
    {
        Description = "With --project: only tests with this text in their name or file.",
        HelpName = "TEXT",
    };

    private readonly Option<string?> _junit = new("--junit")
    {
        Description = "With --project: where a report in JUnit's XML goes.",
        HelpName = "FILE",
    };

    private readonly Option<int> _parallel = new("--parallel")
    {
        Description = "With --project: how many tests run at a time; as many as there are processors by default.",
        HelpName = "N",
        CustomParser = ParseParallel,
    };

    public TestCommand(Terminal terminal, CommonOptions common, EnvironmentAccess access)
        : base("test", "Runs the tests of tables over the rows that stand in them, or over those of a dataset; or those of the project, with --project.", terminal, common, access)
    {
        TakesProjectAlone = true;
        Synopsis = "[TABLE] | --project";
        Remarks = "--project without a folder runs the tests in tests/*.yaml of the project: each on throw-away state, with a clock and a web of its\n"
            + "own, side by side; -p DIR beside it names another project. Ends with 1 when one fails. Nothing of the project is changed.\n"
            + "\n"
            + "Without it, nothing is changed but weir.test_results and the report, which keep what was found. Ends with 1 when a test of severity error\n"
            + "fails or cannot be run. Queries and freshness look at all rows, whatever the sample.";
        Examples =
        [
            new("weir test", "every table that has tests"),
            new("weir test orders --sample 10000", "ten thousand rows of one, the same ones each time"),
            new("weir test --dataset raw/acme/datasets/LATEST", "the rows of the newest dataset, whether or not tables have loaded it"),
            new("weir test --project", "the tests of the project in this folder"),
            new("weir test --project --filter orders --junit report.xml", "some of them, with a report for a build server"),
            new("weir test --json | jq -r '.[] | select(.outcome == \"FAILED\") | .samples[]'", "rows that fail"),
        ];
        Arguments.Add(_table);
        Options.Add(_sample);
        Options.Add(_dataset);
        Options.Add(_results);
        Options.Add(_filter);
        Options.Add(_junit);
        Options.Add(_parallel);
        Options.Add(common.Json);
    }

    public override async Task<int> RunAsync(ParseResult call, CancellationToken cancellationToken)
    {
        if (!Common.IsProjectAlone(call))
        {
            return WrongWith([_filter, _junit, _parallel], call) is { } alone
                ? throw Wrong($"{alone.Name} is for the tests of a project.", "Add --project without a folder, or leave it out.")
                : await base.RunAsync(call, cancellationToken);
        }

        if (call.GetValue(_table) is { } table)
        {
            throw Wrong($"--project runs the tests of the project, and '{table}' names a table.", "Choose tests with --filter, or leave out --project.");
        }

        if (WrongWith([_sample, _dataset, _results], call) is { } other)
        {
            throw Wrong($"{other.Name} is for the tests of tables.", "Leave it out, or leave out --project.");
        }

        var passed = await new ProjectTests(Terminal).RunAsync(
            Common.PlaceOf(call),
            call.GetValue(_filter),
            call.GetValue(_parallel) is > 0 and var many ? many : Environment.ProcessorCount,
            call.GetValue(Common.Json),
            call.GetValue(_junit) is { } junit ? Common.PathOf(junit) : null,
            cancellationToken);
        return passed ? ExitCodes.Fine : ExitCodes.Failed;
    }

    private static Option? WrongWith(IReadOnlyList<Option> options, ParseResult call) => options.FirstOrDefault(option => call.GetResult(option) is { Implicit: false });

    private static RefusedException Wrong(string message, string hint) => new(new Failure("WEIR1001", message, hint));

    private static int ParseParallel(ArgumentResult typed)
    {
        if (int.TryParse(typed.Tokens[^1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var many) && many is > 0 and <= 1_000)
        {
            return many;
        }

        typed.AddError($"--parallel takes a number of tests, at most 1000, not '{typed.Tokens[^1].Value}'.");
        return 0;
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
