namespace Weir.DuckDb.Sessions;

/// <summary>The databases that are open in this process.</summary>
/// <remarks>
/// DuckDB damages a file that one process opens twice: its lock on the file keeps out other processes only. So there is
/// one table for the whole process, by the file's full path without links. A database in memory without a name is never shared.
/// </remarks>
internal sealed class OpenDatabases
{
    private const string InMemory = ":memory:";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, DatabaseInstance> _byPath = new(StringComparer.Ordinal);
    private readonly Dictionary<DatabaseInstance, int> _holders = [];

    public static OpenDatabases OfThisProcess { get; } = new();

    /// <exception cref="InvalidOperationException">It is open already, with other options.</exception>
    /// <exception cref="DuckDbException">It cannot be opened.</exception>
    public DatabaseLease Open(string path, IReadOnlyDictionary<string, string> options)
    {
        var key = path is "" or InMemory ? InMemory
            : path.StartsWith(InMemory, StringComparison.Ordinal) ? path
            : RealPath.Of(path);
        lock (_gate)
        {
            if (key == InMemory || !_byPath.TryGetValue(key, out var instance))
            {
                instance = new(key, options);
                if (key != InMemory)
                {
                    _byPath.Add(key, instance);
                }
            }
            else if (!Same(instance.Options, options))
            {
                throw new InvalidOperationException(
                    $"'{key}' is already open in this process with other options; close it first, or open it with the same ones.");
            }

            return Lease(instance);
        }
    }

    /// <summary>Another share of the same database.</summary>
    public DatabaseLease Share(DatabaseLease lease)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(!_holders.ContainsKey(lease.Instance), lease);
            return Lease(lease.Instance);
        }
    }

    private DatabaseLease Lease(DatabaseInstance instance)
    {
        _holders[instance] = _holders.GetValueOrDefault(instance) + 1;
        return new(instance, GiveBack);
    }

    private void GiveBack(DatabaseInstance instance)
    {
        // Closed within the gate: nobody may open the file again before it is.
        lock (_gate)
        {
            if (--_holders[instance] == 0)
            {
                _holders.Remove(instance);
                _byPath.Remove(instance.Path);
                instance.Handle.Dispose();
            }
        }
    }

    private static bool Same(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other) =>
        one.Count == other.Count && one.All(o => other.TryGetValue(o.Key, out var value) && value == o.Value);
}
