namespace Weir.Cli.Invocation;

/// <summary>A number that the process ends with.</summary>
/// <param name="Number">The number.</param>
/// <param name="Meaning">What it says, for people.</param>
internal sealed record ExitCode(int Number, string Meaning);
