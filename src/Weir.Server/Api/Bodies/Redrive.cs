namespace Weir.Server.Api.Bodies;

/// <summary>Which dead letters to redrive.</summary>
/// <param name="Ids">The dead letters; all of them when there are none.</param>
internal sealed record Redrive(IReadOnlyList<long>? Ids = null);
