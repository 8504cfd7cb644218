using System.Data;
using System.Globalization;

using Weir.DuckDb;

namespace Weir.Local.Warehouses;

/// <summary>A connection to the warehouse, for as long as its holder needs it. Closing the connection gives it back too.</summary>
internal sealed class Rental : IDisposable
{
    private readonly Action _checkFile;
    private readonly Action<bool> _giveBack;
    private bool _broken;

    /// <param name="connection">The connection.</param>
    /// <param name="checkFile">Makes sure that the warehouse's file is still there.</param>
    /// <param name="giveBack">Told of the end, and whether the database is broken.</param>
    public Rental(DuckDbConnection connection, Action checkFile, Action<bool> giveBack)
    {
        Connection = connection;
        _checkFile = checkFile;
        _giveBack = giveBack;
        Connection.StateChange += GiveBackWhenClosed;
    }

    public DuckDbConnection Connection { get; }

    /// <summary>Runs SQL without results.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="values">Its parameters, in order.</param>
    /// <returns>How many rows were changed.</returns>
    public int Execute(string sql, params ReadOnlySpan<object?> values)
    {
        using var command = Command(sql, values);
        return command.ExecuteNonQuery();
    }

    /// <summary>Asks for one value.</summary>
    /// <param name="sql">The query.</param>
    /// <param name="values">Its parameters, in order.</param>
    /// <returns>The first column of the first row; none when there is no row.</returns>
    public object? Scalar(string sql, params ReadOnlySpan<object?> values)
    {
        using var command = Command(sql, values);
        return command.ExecuteScalar();
    }

    /// <summary>Asks for a whole number that is there.</summary>
    /// <inheritdoc cref="Scalar"/>
    public long Number(string sql, params ReadOnlySpan<object?> values) => Convert.ToInt64(Scalar(sql, values), CultureInfo.InvariantCulture);

    /// <summary>Commits what was begun.</summary>
    /// <exception cref="Weir.Failures.UnavailableException">WEIR4006: it went into a file that was deleted.</exception>
    public void Commit()
    {
        Execute("COMMIT");
        _checkFile();
    }

    /// <summary>Tells what an error on this connection means, and remembers when it broke the whole database.</summary>
    /// <param name="error">The error.</param>
    /// <param name="doing">What was being done, as the middle of a sentence.</param>
    public Exception Translate(DuckDbException error, string doing)
    {
        _broken |= DuckDbErrors.BreaksTheDatabase(error);
        return DuckDbErrors.Translate(error, doing);
    }

    public void Dispose() => Connection.Dispose();

    private DuckDbCommand Command(string sql, ReadOnlySpan<object?> values)
    {
        var command = Connection.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new DuckDbParameter(value));
        }

        return command;
    }

    private void GiveBackWhenClosed(object sender, StateChangeEventArgs change)
    {
        if (change.CurrentState == ConnectionState.Closed)
        {
            Connection.StateChange -= GiveBackWhenClosed;
            _giveBack(_broken);
        }
    }
}
