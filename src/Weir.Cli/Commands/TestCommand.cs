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

    private readonly Option<long?> _sample = new("--sample")
    {
        Description = "How many rows of each table are looked at, the same ones each time; 'all' by default.",
        HelpName = "N|all",
        CustomParser = Parse,
    };

    public TestCommand(Terminal terminal, CommonOptions common, EnvironmentAccess access)
        : base("test", "Runs the tests of tables over the rows that stand in them.", terminal, common, access)
    {
        Synopsis = "[TABLE]";
        Remarks = "Nothing is changed but weir.test_results, which keeps what was found. Ends with 1 when a test of severity error\n"
            + "fails or cannot be run. Queries and freshness look at all rows, whatever the sample.";
        Examples =
        [
            new("weir test", "every table that has tests"),
            new("weir test orders --sample 10000", "ten thousand rows of one, the same ones each time"),
            new("weir test --json | jq -r '.[] | select(.outcome == \"FAILED\") | .samples[]'", "rows that fail"),
        ];
        Arguments.Add(_table);
        Options.Add(_sample);
        Options.Add(common.Json);
    }

    protected override async Task<int> RunAsync(ParseResult call, OpenedEnvironment opened, CancellationToken cancellationToken)
    {
        var results = await opened.Operations.TestAsync(call.GetValue(_table), call.GetValue(_sample), cancellationToken);
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
                new("samples", r => new Cell(r.Samples.Count == 0 ? r.Message ?? "" : string.Join(" ", r.Samples), Tone.Doubtful), Role: ColumnRole.Note),
            ]);
        return results.Any(r => r.IsError) ? ExitCodes.Failed : ExitCodes.Fine;
    }

    private static Tone ToneOf(ListedTestResult result) => result switch
    {
        { IsError: true } => Tone.Bad,
        { Outcome: "PASSED" } => Tone.Good,
        { Outcome: "SKIPPED" } => Tone.Quiet,
        _ => Tone.Doubtful,
    };

    private static long? Parse(ArgumentResult typed)
    {
        var text = typed.Tokens[^1].Value;
        if (text == All)
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > 0)
        {
            return size;
        }

        typed.AddError($"--sample takes a number of rows, or '{All}', not '{text}'.");
        return null;
    }
}
