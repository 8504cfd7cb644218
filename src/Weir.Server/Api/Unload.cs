namespace Weir.Server.Api;

/// <summary>Asks to take the rows of a load out of its table.</summary>
internal sealed record Unload(long LoadId);
