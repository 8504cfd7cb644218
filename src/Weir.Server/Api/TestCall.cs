namespace Weir.Server.Api;

/// <summary>Asks to test what stands in tables.</summary>
/// <param name="Table">The table; every one that has tests when null.</param>
/// <param name="Sample">How many rows of each are looked at; all of them when null.</param>
internal sealed record TestCall(string? Table, long? Sample);
