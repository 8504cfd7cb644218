namespace Weir.Project.Graphs;

/// <summary>A step, as a part of its pipeline's node.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">The word that starts it, such as <c>copy</c>.</param>
/// <param name="After">The steps right after which it is done, by name.</param>
internal sealed record GraphStep(string Name, string Kind, IReadOnlyList<string> After);
