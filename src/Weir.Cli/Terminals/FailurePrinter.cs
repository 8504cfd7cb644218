using Weir.Cli.Rendering;
using Weir.Failures;

namespace Weir.Cli.Terminals;

/// <summary>Tells a failure in two lines: what went wrong, and what to do.</summary>
internal static class FailurePrinter
{
    public static void Print(Failure failure, Terminal terminal) => Print(failure, terminal.ErrorInk.Red(terminal.ErrorInk.Bold(failure.Code)), terminal);

    /// <summary>Tells of something that does not stop the command.</summary>
    public static void Warn(Failure notice, Terminal terminal) => Print(notice, terminal.ErrorInk.Yellow($"notice {notice.Code}"), terminal);

    private static void Print(Failure failure, string head, Terminal terminal)
    {
        failure = terminal.Masks.Hide(failure);
        try
        {
            terminal.Out.Flush();
        }
        catch (UnavailableException)
        {
            // The one that is being told came first.
        }

        terminal.Error.WriteLine($"{head} {TextWidth.Harmless(failure.Message)}");
        if (failure.Hint is { } hint)
        {
            terminal.Error.WriteLine($"  {terminal.ErrorInk.Dim("hint:")} {TextWidth.Harmless(hint)}");
        }
    }
}
