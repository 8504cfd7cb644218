using Weir.Loads;

namespace Weir.Engine.Warehouses;

/// <summary>Rows that are in the warehouse and that nobody sees. Disposing it before it is published drops them.</summary>
internal interface IStagedLoad : IAsyncDisposable
{
    /// <summary>How the files fared that the warehouse read itself.</summary>
    IReadOnlyList<StagedFile> Files { get; }

    /// <summary>Writes history and quarantine, and makes everything visible.</summary>
    /// <param name="records">What became of every file.</param>
    /// <param name="quarantined">The rows refused before the warehouse saw them.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task PublishAsync(
        IReadOnlyList<LoadRecord> records, IEnumerable<QuarantinedRow> quarantined, CancellationToken cancellationToken);
}
