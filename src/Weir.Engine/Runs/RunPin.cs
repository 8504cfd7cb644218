namespace Weir.Engine.Runs;

/// <summary>What a run that has begun goes on with.</summary>
/// <param name="Revision">The revision of the project; none for the project as it is.</param>
internal readonly record struct RunPin(string? Revision);
