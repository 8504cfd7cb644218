namespace Weir.Project;

/// <summary>A file of a project, as it was read.</summary>
/// <param name="Path">Where it is, from the project's folder, with forward slashes.</param>
/// <param name="Sha256">The hash of its bytes, in 64 hexadecimal digits.</param>
/// <param name="IsExecutable">Whether it may be run.</param>
internal sealed record ContentFile(string Path, string Sha256, bool IsExecutable);
