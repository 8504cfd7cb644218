using Weir.Failures;

namespace Weir.Engine.Connections;

/// <summary>What is said of connections that give no rows.</summary>
internal static class ConnectionFailures
{
    public static UnavailableException Unreachable(string connection, string where, string why, Exception inner) => new(
        new Failure("WEIR6042", $"The connection '{connection}' to {where} cannot be made: {why}", "See whether the server runs and can be reached from here."),
        inner);

    public static RefusedException Refused(string connection, string where, string why, Exception inner) => new(
        new Failure("WEIR6043", $"The connection '{connection}' to {where} refuses: {why}", "Correct the query, the user, the password or the database."),
        inner);

    public static RefusedException NoVariable(string connection, string variable) => new(new Failure(
        "WEIR6044",
        $"The connection '{connection}' takes its password from the environment variable {variable}, which is not set.",
        $"Set {variable} for the process that runs Weir."));

    /// <param name="connection">The connection.</param>
    /// <param name="column">The column.</param>
    /// <param name="why">The end of the sentence.</param>
    public static RefusedException Misfit(string connection, string column, string why) => new(new Failure(
        "WEIR6046", $"Column '{column}' of the connection '{connection}' {why}.", "Have the query bring it to another type, such as a text."));

    /// <summary>A statement that ends or begins a transaction, of which there is to be one.</summary>
    public static RefusedException EndsTransaction(string connection) => new(new Failure(
        "WEIR6611",
        $"The statements for the connection '{connection}' begin or end a transaction, and all of them are one already.",
        "Leave out BEGIN, COMMIT and ROLLBACK, or make several steps."));
}
