namespace Weir.Local.Revisions;

/// <summary>A file of a revision.</summary>
/// <param name="Path">Where it is, from the project's folder, with forward slashes.</param>
/// <param name="Sha256">The hash of its bytes, in 64 hexadecimal digits, by which its content is kept.</param>
/// <param name="IsExecutable">Whether it may be run.</param>
internal sealed record KeptFile(string Path, string Sha256, bool IsExecutable);
