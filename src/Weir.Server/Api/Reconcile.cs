namespace Weir.Server.Api;

/// <summary>Asks to compare a source with its target.</summary>
internal sealed record Reconcile(string Name, bool Full, int Limit);
