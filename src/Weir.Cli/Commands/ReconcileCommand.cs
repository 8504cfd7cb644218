using System.CommandLine;

using Weir.Cli.Composition;
using Weir.Cli.Invocation;
using Weir.Cli.Rendering;
using Weir.Cli.Terminals;
using Weir.Server.Operations;

namespace Weir.Cli.Commands;

/// <summary><c>weir reconcile [NAME...]</c>.</summary>
internal sealed class ReconcileCommand : OperationsCommand
{
    private readonly Argument<string[]> _names = new("names")
    {
        Arity = ArgumentArity.ZeroOrMore,
        Description = "Which reconciliations; all of the project's without one.",
        HelpName = "NAME...",
    };

    private readonly Option<bool> _full = new("--full")
    {
        Description = "Compares again what was the same before, up to the watermark's mark.",
    };

    private readonly Option<int> _limit = Limits.Option("keys that differ");

    public ReconcileCommand(Terminal terminal, CommonOptions common, EnvironmentAccess access)
        : base("reconcile", "Compares sources with their targets, and names the keys that differ.", terminal, common, access)
    {
        Synopsis = "[NAME...]";
        Remarks = "The exit code is 1 when something differs. What every comparison found is in weir.reconciliations, the keys in "
            + "weir.reconciliation_differences.";
        Examples = [new("weir reconcile", "all of them"), new("weir reconcile orders --full", "one of them, from the beginning")];
        Arguments.Add(_names);
        Options.Add(_full);
        Options.Add(_limit);
        Options.Add(common.Json);
    }

    protected override async Task<int> RunAsync(ParseResult call, OpenedEnvironment opened, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> names = call.GetValue(_names) is { Length: > 0 } given
            ? given
            : (await opened.Operations.StatusAsync(cancellationToken)).Reconciliations;
        var asJson = call.GetValue(Common.Json);
        var reports = new List<ReportedReconciliation>();
        foreach (var name in names)
        {
            var report = await opened.Operations.ReconcileAsync(name, call.GetValue(_full), call.GetValue(_limit), cancellationToken);
            reports.Add(report);
            if (!asJson)
            {
                Print(report);
            }
        }

        if (asJson)
        {
            RecordPrinter.PrintJson(Terminal, reports, OperationsJson.Default.ReportedReconciliation);
        }
        else if (names.Count == 0)
        {
            Terminal.Out.WriteLine(Terminal.Ink.Dim("The project has no reconciliations; declare one under 'reconciliations' in weir.yaml."));
        }

        return reports.TrueForAll(report => report.IsMatch()) ? ExitCodes.Fine : ExitCodes.Failed;
    }

    private static string ValuesOf(string? side, ReportedDifference difference) => side is null
        ? ""
        : JsonText.Members(side, difference.Difference == "differs" ? difference.Columns : null);

    private void Print(ReportedReconciliation report)
    {
        Terminal.Out.WriteLine(ReconciliationLine.Of(report, Terminal.Ink));
        if (report.IsMatch())
        {
            return;
        }

        RecordPrinter.PrintGrid(
            Terminal,
            report.Differences,
            [
                new("key", d => JsonText.Members(d.Key, only: null)),
                new("difference", d => new Cell(d.Difference.Replace('_', ' '), Tone.Bad)),
                new("source", d => ValuesOf(d.Source, d), Role: ColumnRole.Yields),
                new("target", d => ValuesOf(d.Target, d), Role: ColumnRole.Yields),
            ]);
        var told = report.Differences.Count;
        var all = report.MissingInTarget + report.MissingInSource + report.Differing + report.Duplicates;
        if (told < all)
        {
            Terminal.Out.WriteLine(Terminal.Ink.Dim($"{Quantity.Count(all - told)} more; --limit shows up to 10,000, and weir.reconciliation_differences holds as many."));
        }
    }
}
