using Weir.DuckDb.Native;
using Weir.DuckDb.Parameters;

namespace Weir.DuckDb.Sessions;

/// <summary>The statements of a command text, executed one after the other.</summary>
internal sealed class Batch : IDisposable
{
    // duckdb_statement_type, https://duckdb.org/docs/stable/clients/c/api#duckdb_prepared_statement_type
    private const int SelectStatement = 1;
    private const int ExplainStatement = 4;

    private readonly Session _session;
    private readonly DuckDbParameterCollection _parameters;
    private readonly StatementsHandle? _statements;
    private readonly StatementHandle? _prepared;
    private readonly ulong _count;
    private ulong _next;

    /// <exception cref="DuckDbException">The text cannot be parsed.</exception>
    public Batch(Session session, string sql, DuckDbParameterCollection parameters, Watch watch)
    {
        (_session, _parameters) = (session, parameters);
        if (sql.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException("SQL text cannot hold a NUL character; pass the value as a parameter.", nameof(sql));
        }

        session.BeginStatement();
        _count = NativeQuery.Extract(session.Connection, sql, out _statements);
        if (_count == 0 && NativeText.Borrowed(NativeQuery.ExtractError(_statements)) is { Length: > 0 } error)
        {
            _statements.Dispose();
            throw watch.Translated(ErrorMessage.ToException(error));
        }
    }

    /// <param name="session">The session it was prepared on.</param>
    /// <param name="prepared">A statement; it stays its owner's.</param>
    /// <param name="parameters">Its parameters.</param>
    public Batch(Session session, StatementHandle prepared, DuckDbParameterCollection parameters)
    {
        (_session, _prepared, _parameters, _count) = (session, prepared, parameters, 1);
        session.BeginStatement();
    }

    public bool HasMore => _next < _count;

    /// <summary>Prepares a text that is a single statement.</summary>
    /// <returns>The statement, for the caller to dispose; null if there are several or none.</returns>
    /// <exception cref="DuckDbException">The text cannot be parsed, or names what is not there.</exception>
    public static StatementHandle? PrepareSingle(Session session, string sql, Watch watch)
    {
        using var batch = new Batch(session, sql, new(), watch);
        return batch._count == 1 ? batch.PrepareNext(watch) : null;
    }

    /// <summary>Whether a statement asks and changes nothing: a SELECT (SHOW, DESCRIBE and SUMMARIZE are such), or an EXPLAIN.</summary>
    public static bool IsQuery(StatementHandle statement) =>
        NativeQuery.StatementType(statement) is SelectStatement or ExplainStatement;

    /// <summary>Prepares and executes the next statement.</summary>
    /// <returns>Its result, for the caller to read and dispose.</returns>
    /// <exception cref="DuckDbException">DuckDB reported an error.</exception>
    public ResultHandle ExecuteNext(Watch watch)
    {
        _session.BeginStatement();
        if (_prepared is not null)
        {
            _next++;
            return Execute(_prepared, watch);
        }

        using var statement = PrepareNext(watch);
        return Execute(statement, watch);
    }

    public void Dispose() => _statements?.Dispose();

    private StatementHandle PrepareNext(Watch watch)
    {
        if (NativeQuery.Prepare(_session.Connection, _statements!, _next++, out var statement) is NativeState.Success)
        {
            return statement;
        }

        using (statement)
        {
            throw watch.Translated(NativeText.Borrowed(NativeQuery.PrepareError(statement)) is { Length: > 0 } error
                ? ErrorMessage.ToException(error)
                : ErrorMessage.Unknown);
        }
    }

    private unsafe ResultHandle Execute(StatementHandle statement, Watch watch)
    {
        ParameterBinder.Bind(statement, _parameters);
        var result = new ResultHandle();
        if (NativeQuery.Execute(statement, result.Pointer) is NativeState.Success)
        {
            return result;
        }

        using (result)
        {
            throw watch.Translated(result.Error ?? ErrorMessage.Unknown);
        }
    }
}
