using System.Data;
using System.Data.Common;
using Weir.DuckDb.Sessions;

namespace Weir.DuckDb;

/// <summary>A transaction of a connection. Disposed without <see cref="Commit"/>, it rolls back.</summary>
/// <remarks>
/// After most errors of a statement DuckDB refuses the rest of the transaction; roll it back and begin another one.
/// </remarks>
public sealed class DuckDbTransaction : DbTransaction
{
    private readonly DbConnection _connection;
    private ISessionHolder? _holder;

    /// <param name="connection">An open connection on which BEGIN was run; it must be an <see cref="ISessionHolder"/>.</param>
    internal DuckDbTransaction(DbConnection connection) => (_connection, _holder) = (connection, (ISessionHolder)connection);

    /// <summary>Always <see cref="IsolationLevel.Snapshot"/>.</summary>
    public override IsolationLevel IsolationLevel => IsolationLevel.Snapshot;

    /// <summary>The connection, or null when the transaction has ended.</summary>
    protected override DbConnection? DbConnection => _holder is null ? null : _connection;

    /// <summary>Makes what was done permanent. When this fails nothing of it is, and the transaction has ended.</summary>
    /// <exception cref="DuckDbException">
    /// The commit failed: a constraint, a conflict with another transaction (<see cref="DuckDbException.IsTransient"/>), a
    /// disk that is full.
    /// </exception>
    /// <exception cref="InvalidOperationException">The transaction has ended, or a reader is open.</exception>
    public override void Commit() => End("COMMIT");

    /// <summary>Undoes what was done.</summary>
    /// <exception cref="DuckDbException">The rollback failed.</exception>
    /// <exception cref="InvalidOperationException">The transaction has ended, or a reader is open.</exception>
    public override void Rollback() => End("ROLLBACK");

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && _holder is not null)
        {
            try
            {
                _holder.Session.EndReading();
                Rollback();
            }
            catch (DuckDbException)
            {
                // The database was invalidated by a fatal error; nothing of the transaction was written.
            }
        }

        base.Dispose(disposing);
    }

    private void End(string sql)
    {
        var holder = _holder ?? throw new InvalidOperationException("The transaction was already committed or rolled back.");
        holder.Session.EnsureNoReader();
        _holder = null;
        holder.TransactionEnded();
        holder.Session.Run(sql);
    }
}
