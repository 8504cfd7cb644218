namespace Weir.Engine.Warehouses;

/// <summary>A warehouse that nobody else sees. Disposing it drops all that is in it.</summary>
internal interface IScratchWarehouse : IDisposable
{
    /// <summary>Where rows are loaded.</summary>
    IWarehouse Warehouse { get; }

    /// <summary>Tests what was loaded.</summary>
    ITableTester Tester { get; }

    /// <summary>Copies a table, as it stands in the environment's own warehouse at this moment.</summary>
    /// <param name="table">The table; it must not be here yet.</param>
    /// <param name="columns">The columns that are needed; all when null.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>False when it is not there, or lacks one of the columns.</returns>
    Task<bool> BorrowAsync(string table, IReadOnlyList<string>? columns, CancellationToken cancellationToken);
}
