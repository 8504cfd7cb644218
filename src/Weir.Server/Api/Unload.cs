namespace Weir.Server.Api;

/// <summary>Asks to take the rows of a load out of its table, or what that would change.</summary>
internal sealed record Unload(long LoadId, bool IsDryRun = false);
