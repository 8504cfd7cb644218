namespace Weir.Cli.Terminals;

/// <summary>Tells people that what they asked for is kept, and done once something runs.</summary>
internal static class UpHint
{
    /// <param name="terminal">Where; only people are told.</param>
    /// <param name="isServed">Whether a <c>weir up</c> runs, so that nothing waits.</param>
    /// <param name="waits">What waits, as the beginning of the sentence.</param>
    public static void Print(Terminal terminal, bool isServed, string waits)
    {
        if (!isServed && terminal.IsInteractive)
        {
            terminal.Out.WriteLine(terminal.Ink.Dim($"{waits} for 'weir up' or 'weir up --exit-when-idle'."));
        }
    }
}
