using Weir.Engine.Warehouses.Catalog;

namespace Weir.Server.Operations.Tables;

/// <summary>What people see of tables, whether the environment is open in this process or in a running <c>weir up</c>.</summary>
internal interface ITableReads
{
    /// <summary>All tables by name: those that are declared, and those that are there.</summary>
    Task<IReadOnlyList<ListedTable>> ListTablesAsync(CancellationToken cancellationToken);

    /// <summary>One of them.</summary>
    /// <exception cref="Weir.Failures.RefusedException">WEIR7011: there is no such table and never was.</exception>
    Task<ShownTable> ShowTableAsync(string table, CancellationToken cancellationToken);

    /// <summary>The partitions of a table of Parquet files, behind one when it is given.</summary>
    Task<Page<TablePartition>> ListPartitionsAsync(string table, string? after, int limit, CancellationToken cancellationToken);
}
