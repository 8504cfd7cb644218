namespace Weir.Engine.Warehouses.Catalog;

/// <summary>Which loads are asked for.</summary>
internal sealed record LoadFilter
{
    /// <summary>Only loads of this table.</summary>
    public string? Table { get; init; }

    /// <summary>Only loads that ended so, as it is stored.</summary>
    public string? Status { get; init; }

    /// <summary>Only of files whose bucket and key hold this text.</summary>
    public string? File { get; init; }

    /// <summary>Only loads that are older than this one.</summary>
    public long? Before { get; init; }

    /// <summary>Loads at the most.</summary>
    public int Limit { get; init; } = 100;
}
