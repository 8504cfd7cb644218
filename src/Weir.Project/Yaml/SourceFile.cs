namespace Weir.Project.Yaml;

/// <summary>A file of a project as it was on disk.</summary>
/// <param name="Path">Relative to the project's folder, with forward slashes.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record SourceFile(string Path, byte[] Content);
