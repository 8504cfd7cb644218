using Weir.Failures;

namespace Weir.Cli.Terminals;

/// <summary>Tells a failure in two lines: what went wrong, and what to do.</summary>
internal static class FailurePrinter
{
    public static void Print(Failure failure, Terminal terminal)
    {
        var ink = terminal.ErrorInk;
        terminal.Out.Flush();
        terminal.Error.WriteLine($"{ink.Red(ink.Bold(failure.Code))} {failure.Message}");
        if (failure.Hint is { } hint)
        {
            terminal.Error.WriteLine($"  {ink.Dim("hint:")} {hint}");
        }
    }
}
