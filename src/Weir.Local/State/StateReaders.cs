using System.Collections.Concurrent;

using Weir.Local.Sqlite;

namespace Weir.Local.State;

/// <summary>A few connections that read, each used by one caller at a time. They see what is committed.</summary>
internal sealed class StateReaders(StateFile file) : IDisposable
{
    private const int Most = 4;

    private readonly ConcurrentBag<StateTables> _idle = [];
    private readonly SemaphoreSlim _free = new(Most);

    /// <summary>Runs a short query on the caller's thread.</summary>
    public async Task<T> ReadAsync<T>(Func<StateTables, T> query, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        StateTables? tables = null;
        try
        {
            if (!_idle.TryTake(out tables))
            {
                tables = new StateTables(file.OpenToRead());
            }

            var result = query(tables);
            _idle.Add(tables);
            return result;
        }
        catch (Exception failure)
        {
            tables?.Dispose();
            throw failure is SqliteFault fault ? file.Explain(fault, "Reading") : failure;
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var tables))
        {
            tables.Dispose();
        }

        _free.Dispose();
    }
}
