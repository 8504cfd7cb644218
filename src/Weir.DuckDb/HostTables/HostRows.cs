namespace Weir.DuckDb.HostTables;

/// <summary>The table function through which SQL reads host tables.</summary>
internal static class HostRows
{
    public const string Name = "host_rows";
}
