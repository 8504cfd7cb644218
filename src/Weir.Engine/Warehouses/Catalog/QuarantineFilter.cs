namespace Weir.Engine.Warehouses.Catalog;

/// <summary>Which refused rows are asked for.</summary>
internal sealed record QuarantineFilter
{
    /// <summary>Only those of this table.</summary>
    public string? Table { get; init; }

    /// <summary>Only those of this load.</summary>
    public long? Load { get; init; }

    /// <summary>Only those behind this place: a load, and the place within it.</summary>
    public (long Load, long Place)? After { get; init; }

    /// <summary>Rows at the most.</summary>
    public int Limit { get; init; } = 100;
}
