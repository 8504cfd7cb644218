namespace Weir.Examples.Tests;

/// <summary>A process that has ended.</summary>
internal sealed record Ended(int ExitCode, string Output, string Errors);
