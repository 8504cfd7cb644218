namespace Weir.Engine.Warehouses.Catalog;

/// <summary>How much a table holds, and what its loads came to.</summary>
/// <param name="Name">Its name: <c>name</c> in the schema <c>main</c>, or <c>schema.name</c>.</param>
/// <param name="Form">What it is.</param>
/// <param name="Rows">Its rows; none for a view, which would have to be run.</param>
/// <param name="Bytes">What they take on disk; none for a view, and for what was not written into the file yet.</param>
internal sealed record TableFacts(string Name, TableForm Form, long? Rows, long? Bytes)
{
    /// <summary>How many files were loaded into it, or were to be.</summary>
    public long Loads { get; init; }

    /// <summary>How many rows were ever refused.</summary>
    public long Quarantined { get; init; }

    /// <summary>The newest load; none when there was none.</summary>
    public long? LastLoadId { get; init; }

    /// <summary>When it was published, in UTC.</summary>
    public DateTimeOffset? LastLoadedAt { get; init; }

    /// <summary>How it ended, as it is stored.</summary>
    public string? LastStatus { get; init; }

    /// <summary>Those of its tests that failed, or could not be run, when they were last; the project may have some of them no more.</summary>
    public IReadOnlyList<string> FailingTests { get; init; } = [];
}
