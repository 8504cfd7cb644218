namespace Weir.Server.Api;

/// <summary>Asks to merge some of the small files of a table.</summary>
internal sealed record Compact(string Table, long TargetBytes);
