using Weir.Connections;
using Weir.Engine.Connections;
using Weir.Engine.Warehouses;
using Weir.Failures;
using Weir.Local.Sqlite;

namespace Weir.Local.Connections;

/// <summary>The rows of a query over a file of SQLite.</summary>
internal sealed class SqliteRows : ConnectedRows
{
    private readonly ConnectionDefinition.Sqlite _file;
    private readonly Database _database;
    private readonly Statement _statement;
    private bool _hasRow;

    /// <exception cref="SqliteFault">The query is wrong, or the file is.</exception>
    public SqliteRows(ConnectionDefinition.Sqlite file, Database database, string query)
    {
        (_file, _database, _statement) = (file, database, database.Prepare(query));
        _hasRow = _statement.Columns > 0 && _statement.Step();
        Shape = new TableShape(
            file.Name,
            [.. Enumerable.Range(0, _statement.Columns).Select(at => new ShapeColumn(_statement.NameOf(at), SqliteTypes.Of(_statement, at, _hasRow)))]);
        if (Shape.Columns.Count == 0)
        {
            throw new RefusedException(new Failure(
                "WEIR6043", $"What the connection '{file.Name}' is asked gives no rows.", "Write one SELECT."));
        }
    }

    public override TableShape Shape { get; }

    public static WeirException Translate(ConnectionDefinition.Sqlite file, SqliteFault fault) =>
        ConnectionFailures.Refused(file.Name, file.Path, $"{fault.Message}.", fault);

    public override IRowReader OpenReader() => new Reader(this);

    public override ValueTask DisposeAsync()
    {
        _database.Dispose();
        return ValueTask.CompletedTask;
    }

    private int Read(RowWriter rows)
    {
        try
        {
            var count = 0;
            while (_hasRow && count < rows.Capacity)
            {
                for (var column = 0; column < Shape.Columns.Count; column++)
                {
                    if (!SqliteCell.TryWrite(rows, column, count, _statement, Shape.Columns[column].Type))
                    {
                        throw ConnectionFailures.Misfit(_file.Name, Shape.Columns[column].Name, $"has a value that is no {Shape.Columns[column].Type}");
                    }
                }

                count++;
                _hasRow = _statement.Step();
            }

            return count;
        }
        catch (SqliteFault fault)
        {
            throw Translate(_file, fault);
        }
    }

    private sealed class Reader(SqliteRows rows) : IRowReader
    {
        public int Read(RowWriter writer) => rows.Read(writer);

        public void Dispose()
        {
        }
    }
}
