using Npgsql;

using Weir.Connections;
using Weir.Engine.Connections;
using Weir.Engine.Warehouses;

namespace Weir.Postgres;

/// <summary>The rows of a query, as they come from the server.</summary>
internal sealed class PostgresRows : ConnectedRows
{
    private readonly ConnectionDefinition.Postgres _server;
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlDataReader _reader;

    public PostgresRows(ConnectionDefinition.Postgres server, NpgsqlConnection connection, NpgsqlDataReader reader)
    {
        (_server, _connection, _reader) = (server, connection, reader);
        Shape = new TableShape(server.Name, [.. reader.GetColumnSchema().Select(column => new ShapeColumn(column.ColumnName, PostgresTypes.Read(server, column)))]);
    }

    public override TableShape Shape { get; }

    public override IRowReader OpenReader() => new Reader(_server, _reader, Shape);

    public override async ValueTask DisposeAsync()
    {
        await _reader.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private sealed class Reader(ConnectionDefinition.Postgres server, NpgsqlDataReader reader, TableShape shape) : IRowReader
    {
        public int Read(RowWriter rows)
        {
            try
            {
                var count = 0;
                while (count < rows.Capacity && reader.Read())
                {
                    for (var column = 0; column < shape.Columns.Count; column++)
                    {
                        Write(rows, column, count);
                    }

                    count++;
                }

                return count;
            }
            catch (NpgsqlException error)
            {
                throw PostgresErrors.Translate(server, error);
            }
        }

        public void Dispose()
        {
        }

        private void Write(RowWriter rows, int column, int row)
        {
            if (reader.IsDBNull(column))
            {
                rows.SetNull(column, row);
                return;
            }

            try
            {
                PostgresCell.Write(rows, column, row, reader, shape.Columns[column].Type);
            }
            catch (Exception error) when (error is OverflowException or InvalidCastException)
            {
                throw ConnectionFailures.Misfit(server.Name, shape.Columns[column].Name, $"has a value that does not fit {shape.Columns[column].Type}");
            }
        }
    }
}
