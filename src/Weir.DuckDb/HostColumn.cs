namespace Weir.DuckDb;

/// <summary>A column of a <see cref="HostTable"/>.</summary>
/// <param name="Name">Its name in SQL.</param>
/// <param name="Type">Its type, which says what is written into its vector.</param>
public readonly record struct HostColumn(string Name, DuckDbType Type);
