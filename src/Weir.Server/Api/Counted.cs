namespace Weir.Server.Api;

/// <summary>How many something happened to.</summary>
/// <param name="Count">How many.</param>
internal sealed record Counted(int Count);
