namespace Weir.Engine.Commands;

/// <summary>What came of a command.</summary>
/// <param name="ExitCode">Its exit code; 128 and the signal's number when one ended it.</param>
/// <param name="Output">What it wrote to the file for outputs; none when that is more than <see cref="MostOutput"/>.</param>
/// <param name="Log">What it wrote to its standard output and error, line by line: at most the last megabyte.</param>
internal sealed record CommandResult(int ExitCode, ReadOnlyMemory<byte>? Output, IReadOnlyList<string> Log)
{
    /// <summary>The most bytes of outputs.</summary>
    public const int MostOutput = 256 << 10;

    /// <summary>Whether it was ended before it had done its work. No by default.</summary>
    public bool IsBrokenOff { get; init; }

    /// <summary>Why files that it left cannot be taken; none when they were, or none are wanted.</summary>
    public string? UnreadableFiles { get; init; }
}
