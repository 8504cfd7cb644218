namespace Weir.Cli.Terminals;

/// <summary>Tells that what was asked for is kept, and done once something runs.</summary>
internal static class UpHint
{
    /// <param name="terminal">Where.</param>
    /// <param name="isServed">Whether a <c>weir up</c> runs, so that nothing waits.</param>
    /// <param name="waits">What waits, as the beginning of the sentence.</param>
    /// <param name="inPipes">Whether programs are told, too: for them, what a command prints is often what it names and nothing else.</param>
    public static void Print(Terminal terminal, bool isServed, string waits, bool inPipes = false)
    {
        if (!isServed && (terminal.IsInteractive || inPipes))
        {
            terminal.Out.WriteLine(terminal.Ink.Dim($"{waits} for 'weir up' or 'weir up --exit-when-idle'."));
        }
    }
}
