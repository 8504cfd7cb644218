using System.Globalization;

using Weir.Cli.Rendering;
using Weir.Cli.Terminals;

namespace Weir.Cli.Testing;

/// <summary>Prints how tests of a project went.</summary>
internal static class TestPrinter
{
    public static void Print(Terminal terminal, TestResult result)
    {
        var ink = terminal.Ink;
        var seconds = ink.Dim($"({result.Seconds.ToString("0.00", CultureInfo.InvariantCulture)} s)");
        terminal.Out.WriteLine(result.Outcome == TestResult.Passed
            ? $"{ink.Green("passed")} {result.File}:{result.Line} {result.Name} {seconds}"
            : $"{ink.Red("failed")} {result.File}:{result.Line} {result.Name} {seconds}");
        foreach (var difference in result.Differences)
        {
            terminal.Out.WriteLine($"  {ink.Bold($"{result.File}:{difference.Line}:")} {difference.What}");
            foreach (var line in difference.Expected)
            {
                terminal.Out.WriteLine(ink.Green($"    - expected {TextWidth.OneLine(line)}"));
            }

            foreach (var line in difference.Found)
            {
                terminal.Out.WriteLine(ink.Red($"    + found    {TextWidth.OneLine(line)}"));
            }

            if (difference.Hint is { } hint)
            {
                terminal.Out.WriteLine($"    {ink.Dim("hint:")} {hint}");
            }
        }
    }

    public static void PrintTotals(Terminal terminal, IReadOnlyList<TestResult> results, TimeSpan took)
    {
        var failed = results.Count(result => result.Outcome == TestResult.Failed);
        var all = $"{Quantity.Of(results.Count, "test")}: {results.Count - failed} passed, {failed} failed";
        terminal.Out.WriteLine($"{(failed == 0 ? terminal.Ink.Green(all) : terminal.Ink.Red(all))} {terminal.Ink.Dim($"in {Quantity.Duration(took)}")}");
    }
}
