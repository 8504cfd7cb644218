using Weir.DuckDb;
using Weir.Engine.Warehouses;

namespace Weir.Local.Warehouses;

/// <summary>Inserts the rows of a source: one statement, run by DuckDB's own threads.</summary>
internal static class RowInsertion
{
    public static void Insert(Rental rental, IRowSource source, CancellationToken cancellationToken) =>
        Insert(rental, source, TableName.Quote(source.Shape.Table), cancellationToken);

    /// <param name="rental">The connection.</param>
    /// <param name="source">The rows.</param>
    /// <param name="table">The table that takes them, quoted.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static void Insert(Rental rental, IRowSource source, string table, CancellationToken cancellationToken)
    {
        using var registration = rental.Connection.RegisterTable(new RowSourceTable(source));
        var columns = string.Join(", ", source.Shape.Columns.Select(c => DuckDbIdentifier.Quote(c.Name)));
        using var command = rental.Connection.CreateCommand(
            $"INSERT INTO {table} ({columns}) SELECT * FROM {registration.Sql}");
        using var cancelling = cancellationToken.Register(command.Cancel);
        command.ExecuteNonQuery();
    }
}
