namespace Weir.Server.Api;

/// <summary>Which dead letters to redrive.</summary>
/// <param name="Ids">The deliveries; all of them when null.</param>
internal sealed record Redrive(IReadOnlyList<long>? Ids);
