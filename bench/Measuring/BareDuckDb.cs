using Weir.DuckDb;

namespace Weir.Bench.Measuring;

/// <summary>A DuckDB file database as somebody would use it who has DuckDB alone: every core, in this process.</summary>
internal sealed class BareDuckDb : IDisposable
{
    private readonly DuckDbDatabase _database;
    private readonly DuckDbConnection _connection;

    /// <param name="folder">Where the file is to be.</param>
    /// <param name="keepOrder">Whether rows keep the order of their files, as DuckDB has it by default; it is slower.</param>
    public BareDuckDb(string folder, bool keepOrder)
    {
        var settings = new Dictionary<string, string> { ["preserve_insertion_order"] = keepOrder ? "true" : "false" };
        _database = new DuckDbDatabase(Path.Combine(folder, "bare.duckdb"), settings);
        _connection = _database.Connect();
    }

    public void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Fails unless a table holds so many rows: a fast answer that is wrong counts for nothing.</summary>
    public void Expect(string table, long rows)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM {table}";
        if (command.ExecuteScalar() is not long found || found != rows)
        {
            throw new InvalidOperationException($"{table} should hold {rows} rows and holds {command.ExecuteScalar()}.");
        }
    }

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }
}
