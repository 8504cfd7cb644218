using Npgsql;

using Weir.Connections;
using Weir.Engine.Connections;
using Weir.Failures;

namespace Weir.Postgres;

/// <summary>Tells what an error of the server, or on the way to it, means.</summary>
internal static class PostgresErrors
{
    /// <summary>What the server says no to is refused; all else is tried again.</summary>
    public static WeirException Translate(ConnectionDefinition.Postgres server, NpgsqlException error)
    {
        var where = FormattableString.Invariant($"{server.Host}:{server.Port}/{server.Database}");
        return error is PostgresException { IsTransient: false } answer
            ? ConnectionFailures.Refused(server.Name, where, $"{answer.MessageText} (SQLSTATE {answer.SqlState}).", error)
            : ConnectionFailures.Unreachable(server.Name, where, Reason(error), error);
    }

    private static string Reason(NpgsqlException error) =>
        (error is PostgresException answer ? answer.MessageText : error.InnerException?.Message ?? error.Message).TrimEnd('.') + ".";
}
