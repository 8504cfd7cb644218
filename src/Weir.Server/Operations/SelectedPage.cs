using Weir.Buckets;

namespace Weir.Server.Operations;

/// <summary>Some of the files that were selected.</summary>
/// <param name="Files">Their current versions.</param>
/// <param name="Table">The only table that is to have them.</param>
/// <param name="IsNamed">Whether the one file was named as it is, so that it matters when no table takes it.</param>
/// <param name="Next">Where the next page begins; none after the last.</param>
internal sealed record SelectedPage(IReadOnlyList<StoredObject> Files, string? Table, bool IsNamed = false, string? Next = null);
