namespace Weir.Server.Api;

/// <summary>Asks what loading files into a table would change.</summary>
internal sealed record PreviewCall(string Table, IReadOnlyList<string> Files);
