namespace Weir.Server.Operations;

/// <summary>Asks for a dataset.</summary>
/// <param name="Root">Where, as <c>bucket/prefix</c>.</param>
/// <param name="From">What it is made of, each <c>bucket/key</c>, <c>bucket/prefix/</c> or <c>bucket/glob</c>.</param>
/// <param name="Name">The name that it must have; this second, or the next free one, when null.</param>
internal sealed record DatasetOrder(string Root, IReadOnlyList<string> From, string? Name = null);
