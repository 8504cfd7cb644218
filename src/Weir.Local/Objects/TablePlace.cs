namespace Weir.Local.Objects;

/// <summary>Where a table's files are on this machine.</summary>
/// <param name="Kept">The folder in which they are written, and stay as long as a reader of the warehouse needs them.</param>
/// <param name="Shown">The folder in the bucket that other engines read.</param>
internal sealed record TablePlace(string Kept, string Shown);
