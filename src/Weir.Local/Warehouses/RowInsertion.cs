using Weir.DuckDb;
using Weir.Engine.Warehouses;

namespace Weir.Local.Warehouses;

/// <summary>Inserts the rows of a source: one statement, run by DuckDB's own threads.</summary>
internal static class RowInsertion
{
    public static void Insert(Rental rental, IRowSource source, CancellationToken cancellationToken)
    {
        using var registration = rental.Connection.RegisterTable(new RowSourceTable(source));
        var columns = string.Join(", ", source.Shape.Columns.Select(c => DuckDbIdentifier.Quote(c.Name)));
        using var command = rental.Connection.CreateCommand(
            $"INSERT INTO {TableName.Quote(source.Shape.Table)} ({columns}) SELECT * FROM {registration.Sql}");
        using var cancelling = cancellationToken.Register(command.Cancel);
        command.ExecuteNonQuery();
    }
}
