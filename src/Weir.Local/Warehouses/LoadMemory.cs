using System.Globalization;

using Weir.DuckDb;

namespace Weir.Local.Warehouses;

/// <summary>Bounds DuckDB's memory while a large load is under way.</summary>
/// <remarks>
/// DuckDB keeps what it has written until it has four fifths of the machine's memory, which a load has no use for. A bound on
/// every load would bound queries that run beside it, which may need more; large loads are few. Rows that are merged are
/// joined, and joins want memory: they are not bound.
/// </remarks>
internal sealed class LoadMemory : IDisposable
{
    private const long Large = 256L << 20;
    private const long Bound = 400_000_000;

    private readonly Rental? _rental;

    private LoadMemory(Rental? rental) => _rental = rental;

    /// <summary>Sets the bound, if the load is large, until it is disposed of.</summary>
    /// <param name="rental">The connection.</param>
    /// <param name="bytes">Bytes in the load's files.</param>
    public static LoadMemory For(Rental rental, long bytes)
    {
        if (bytes < Large)
        {
            return new LoadMemory(null);
        }

        try
        {
            rental.Execute(string.Create(CultureInfo.InvariantCulture, $"SET memory_limit = '{Bound}B'"));
            return new LoadMemory(rental);
        }
        catch (DuckDbException)
        {
            // Queries that run now have more than that: they keep it.
            return new LoadMemory(null);
        }
    }

    public void Dispose()
    {
        try
        {
            _rental?.Execute("RESET memory_limit");
        }
        catch (DuckDbException)
        {
            // The database is broken, and opened anew without a bound.
        }
    }
}
