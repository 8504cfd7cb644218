using Weir.Loads;

namespace Weir.Engine.Warehouses;

/// <summary>Rows that are in the warehouse and that nobody sees. Disposing it before it is published drops them.</summary>
internal interface IStagedLoad : IAsyncDisposable
{
    /// <summary>How the files fared that the warehouse read itself.</summary>
    IReadOnlyList<StagedFile> Files { get; }

    /// <summary>Writes history and quarantine, and makes everything visible.</summary>
    Task PublishAsync(
        IReadOnlyList<LoadRecord> records, IEnumerable<QuarantinedRow> quarantined, CancellationToken cancellationToken);
}
