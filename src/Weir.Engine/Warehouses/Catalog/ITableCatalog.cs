using System.Data.Common;

namespace Weir.Engine.Warehouses.Catalog;

/// <summary>What stands in the warehouse, as people look at it.</summary>
/// <remarks>
/// Implementations promise: nothing that is asked here costs more as the history grows, save the first time in a process; Weir's own
/// tables (the schema <c>weir</c>) are not among those that are listed.
/// </remarks>
internal interface ITableCatalog
{
    /// <summary>All tables, by name: those that are there, and those that loads were refused for.</summary>
    Task<IReadOnlyList<TableFacts>> ListTablesAsync(CancellationToken cancellationToken);

    /// <summary>One table; none when it is not there and nothing was ever to be loaded into it.</summary>
    Task<TableDescription?> DescribeTableAsync(string table, CancellationToken cancellationToken);

    /// <summary>The partitions of a table of Parquet files in the order of their names, behind one when it is given.</summary>
    Task<IReadOnlyList<TablePartition>> ListPartitionsAsync(string table, string? after, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Rows of a table as they stand in it, behind a place when one is given. The last column is each row's place; it is NULL for what has
    /// none, of which the first rows can be read alone.
    /// </summary>
    /// <exception cref="Weir.Failures.RefusedException">WEIR6012: there is no such table.</exception>
    Task<DbDataReader> ReadRowsAsync(string table, long? after, int limit, CancellationToken cancellationToken);
}
