namespace Weir.Server.Operations.Queries;

/// <summary>What one query may take.</summary>
/// <param name="Rows">Rows at the most; what comes after them is left out.</param>
/// <param name="Bytes">Bytes of rows as JSON at the most.</param>
/// <param name="Time">How long it may run.</param>
internal sealed record QueryLimits(long Rows, long Bytes, TimeSpan Time)
{
    /// <summary>For a page that shows the rows.</summary>
    public static QueryLimits Page { get; } = new(1_000, 4 << 20, TimeSpan.FromSeconds(30));

    /// <summary>For a program that asks over the network.</summary>
    public static QueryLimits Network { get; } = new(10_000, 256 << 20, TimeSpan.FromMinutes(1));

    /// <summary>The most rows that a program may ask for over the network.</summary>
    public const long MostRows = 1_000_000;
}
