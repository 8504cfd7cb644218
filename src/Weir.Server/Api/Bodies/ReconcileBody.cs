namespace Weir.Server.Api.Bodies;

/// <summary>Asks for a comparison.</summary>
/// <param name="Full">Whether to compare again what was the same before.</param>
/// <param name="Limit">How many of the keys that differ are told.</param>
internal sealed record ReconcileBody(bool Full = false, int Limit = 100);
