namespace Weir.DuckDb.Sessions;

/// <summary>One holder's share of a <see cref="DatabaseInstance"/>; the last one to be given back closes it.</summary>
internal sealed class DatabaseLease(DatabaseInstance instance, Action<DatabaseInstance> giveBack) : IDisposable
{
    private Action<DatabaseInstance>? _giveBack = giveBack;

    public DatabaseInstance Instance { get; } = instance;

    public void Dispose() => Interlocked.Exchange(ref _giveBack, null)?.Invoke(Instance);
}
