namespace Weir.Cli.Scanning;

/// <summary>A likely secret in a file. It does not have the secret itself.</summary>
/// <param name="File">The file, as it was named.</param>
/// <param name="Line">Counted from one.</param>
/// <param name="Column">Counted from one, in characters.</param>
/// <param name="Rule">The kind of secret.</param>
/// <param name="Message">What was found.</param>
internal sealed record FoundSecret(string File, int Line, int Column, string Rule, string Message);
