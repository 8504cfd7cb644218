namespace Weir.DuckDb;

/// <summary>A <see cref="HostTable"/> that SQL can read from, until this is disposed.</summary>
public sealed class HostTableRegistration : IDisposable
{
    private Action? _remove;

    internal HostTableRegistration(string sql, Action remove) => (Sql, _remove) = (sql, remove);

    /// <summary>What stands for the table in SQL: <c>SELECT * FROM {Sql}</c>. It is meant for this connection alone.</summary>
    public string Sql { get; }

    /// <summary>The same as <see cref="Sql"/>.</summary>
    public override string ToString() => Sql;

    /// <summary>Takes the table back. A statement that is reading from it goes on; a new one finds it no more.</summary>
    public void Dispose() => Interlocked.Exchange(ref _remove, null)?.Invoke();
}
