namespace Weir.Cli.Invocation;

/// <summary>A call of a command that helps, and what it does.</summary>
/// <param name="Call">As somebody types it.</param>
/// <param name="Meaning">What it does, in half a sentence.</param>
internal sealed record Example(string Call, string Meaning);
