namespace Weir.Server.Operations;

/// <summary>What a reload would do.</summary>
/// <param name="Files">The files that would be loaded, once for each table.</param>
/// <param name="Tables">What that would do to each table; none of those that would take more files than are looked into.</param>
internal sealed record ReloadPreview(IReadOnlyList<ReloadedFile> Files, IReadOnlyList<PreviewedLoad> Tables);
