namespace Weir.Engine.Warehouses;

/// <summary>Rows that are in the warehouse and that nobody sees. Disposing it before it is published drops them.</summary>
internal interface IStagedLoad : IAsyncDisposable
{
    /// <summary>How the files fared that the warehouse read itself.</summary>
    IReadOnlyList<StagedFile> Files { get; }

    /// <summary>What was changed about tables so that the rows fit; seen by nobody yet, as the rows.</summary>
    IReadOnlyList<ShapeChange> Changes { get; }

    /// <summary>Writes history and quarantine, takes away the rows that are replaced, and makes everything visible.</summary>
    Task PublishAsync(Publication publication, CancellationToken cancellationToken);
}
