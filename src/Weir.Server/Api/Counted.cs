namespace Weir.Server.Api;

/// <summary>How many something happened to.</summary>
internal sealed record Counted(int Count);
