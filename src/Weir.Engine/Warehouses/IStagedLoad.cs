using Weir.Loads;

namespace Weir.Engine.Warehouses;

/// <summary>Rows that are in the warehouse and that nobody sees. Disposing it before it is published drops them.</summary>
internal interface IStagedLoad : IAsyncDisposable
{
    /// <summary>How the files fared that the warehouse read itself.</summary>
    IReadOnlyList<StagedFile> Files { get; }

    /// <summary>What was changed about tables so that the rows fit; seen by nobody yet, as the rows.</summary>
    IReadOnlyList<ShapeChange> Changes { get; }

    /// <summary>
    /// Tests the staged rows as if their files had come one after the other: takes away those of files that fail, and sends
    /// rows to the quarantine where a test says so. The results become visible with the rest.
    /// </summary>
    /// <param name="tests">What is tested.</param>
    /// <param name="records">What became of each file so far.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What became of each file with that, in the same order.</returns>
    /// <exception cref="BrokenTestException">A test cannot be run; the load must be dropped and may be staged again.</exception>
    Task<IReadOnlyList<LoadRecord>> CheckAsync(LoadTests tests, IReadOnlyList<LoadRecord> records, CancellationToken cancellationToken);

    /// <summary>Finds what publishing would change about rows, and drops the load.</summary>
    /// <returns>Of each table that has staged rows, how its rows would differ.</returns>
    Task<IReadOnlyList<RowDiff>> DiffAsync(Publication publication, CancellationToken cancellationToken);

    /// <summary>Writes history and quarantine, takes away the rows that are replaced, and makes everything visible.</summary>
    Task PublishAsync(Publication publication, CancellationToken cancellationToken);
}
