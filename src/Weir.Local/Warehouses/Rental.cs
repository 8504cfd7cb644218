using System.Data;

using Weir.DuckDb;

namespace Weir.Local.Warehouses;

/// <summary>A connection to the warehouse, for as long as its holder needs it. Closing the connection gives it back too.</summary>
internal sealed class Rental : IDisposable
{
    private readonly Action<bool> _giveBack;
    private bool _broken;

    public Rental(DuckDbConnection connection, Action<bool> giveBack)
    {
        Connection = connection;
        _giveBack = giveBack;
        Connection.StateChange += GiveBackWhenClosed;
    }

    public DuckDbConnection Connection { get; }

    /// <summary>Runs SQL without results.</summary>
    public void Execute(string sql)
    {
        using var command = Connection.CreateCommand(sql);
        command.ExecuteNonQuery();
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

    private void GiveBackWhenClosed(object sender, StateChangeEventArgs change)
    {
        if (change.CurrentState == ConnectionState.Closed)
        {
            Connection.StateChange -= GiveBackWhenClosed;
            _giveBack(_broken);
        }
    }
}
