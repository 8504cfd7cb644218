using Weir.Engine.Warehouses;

namespace Weir.Local.Warehouses;

/// <summary>Inserts the rows of a source: one statement, run by DuckDB's own threads.</summary>
internal static class RowInsertion
{
    public static void Insert(Rental rental, IRowSource source, CancellationToken cancellationToken) =>
        Insert(rental, source, new RowTarget.Table(rental, TableName.Quote(source.Shape.Table)), cancellationToken);

    /// <param name="rental">The connection.</param>
    /// <param name="source">The rows.</param>
    /// <param name="target">What takes them.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static void Insert(Rental rental, IRowSource source, RowTarget target, CancellationToken cancellationToken)
    {
        using var registration = rental.Connection.RegisterTable(new RowSourceTable(source));
        using var cancelling = cancellationToken.Register(rental.Connection.CreateCommand().Cancel);
        target.Take([.. source.Shape.Columns.Select(c => c.Name)], $"SELECT * FROM {registration.Sql}");
    }
}
