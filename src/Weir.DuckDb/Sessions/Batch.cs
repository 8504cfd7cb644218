using Weir.DuckDb.Native;
using Weir.DuckDb.Parameters;

namespace Weir.DuckDb.Sessions;

/// <summary>The statements of a command text, executed one after the other.</summary>
internal sealed class Batch : IDisposable
{
    private readonly Session _session;
    private readonly DuckDbParameterCollection _parameters;
    private readonly StatementsHandle _statements;
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

    public bool HasMore => _next < _count;

    /// <summary>Prepares and executes the next statement.</summary>
    /// <returns>Its result, for the caller to read and dispose.</returns>
    public ResultHandle ExecuteNext(Watch watch)
    {
        _session.BeginStatement();
        var state = NativeQuery.Prepare(_session.Connection, _statements, _next++, out var statement);
        using (statement)
        {
            if (state is not NativeState.Success)
            {
                throw watch.Translated(NativeText.Borrowed(NativeQuery.PrepareError(statement)) is { Length: > 0 } error
                    ? ErrorMessage.ToException(error)
                    : ErrorMessage.Unknown);
            }

            ParameterBinder.Bind(statement, _parameters);
            return Execute(statement, watch);
        }
    }

    public void Dispose() => _statements.Dispose();

    private static unsafe ResultHandle Execute(StatementHandle statement, Watch watch)
    {
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
