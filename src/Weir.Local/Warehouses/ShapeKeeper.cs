using Weir.DuckDb;
using Weir.Engine.Warehouses;
using Weir.Failures;
using Weir.Tables;

namespace Weir.Local.Warehouses;

/// <summary>Reads tables' shapes, and brings tables into the shape that a load needs.</summary>
internal static class ShapeKeeper
{
    private const string Reserved = "_weir_";

    /// <summary>The table's columns as they stand, or none when there is no such table.</summary>
    public static TableShape? Describe(Rental rental, string table)
    {
        var (schema, name) = TableName.Split(table);
        using var command = rental.Connection.CreateCommand();
        command.CommandText =
            "SELECT column_name, data_type FROM duckdb_columns() "
            + "WHERE lower(schema_name) = lower($1) AND lower(table_name) = lower($2) AND database_name = current_database() "
            + "ORDER BY column_index";
        command.Parameters.Add(new DuckDbParameter(schema));
        command.Parameters.Add(new DuckDbParameter(name));
        using var reader = command.ExecuteReader();
        var columns = new List<ShapeColumn>();
        while (reader.Read())
        {
            columns.Add(new ShapeColumn(reader.GetString(0), ColumnTypes.Read(reader.GetString(1))));
        }

        return columns.Count == 0 ? null : new TableShape(table, columns);
    }

    /// <summary>Creates the table, or renames and adds columns and widens types, so that rows of this shape fit.</summary>
    /// <returns>What was changed about the columns that are the user's.</returns>
    /// <exception cref="RefusedException">WEIR6003: a column has another type, which cannot be widened.</exception>
    public static IReadOnlyList<ShapeChange> Ensure(Rental rental, TableShape wanted)
    {
        if (Describe(rental, wanted.Table) is not { } standing)
        {
            var (schema, _) = TableName.Split(wanted.Table);
            rental.Execute($"CREATE SCHEMA IF NOT EXISTS {DuckDbIdentifier.Quote(schema)}");
            rental.Execute($"CREATE TABLE {TableName.Quote(wanted.Table)} ({string.Join(", ", wanted.Columns.Select(Declare))})");
            return Created(wanted);
        }

        var changes = new List<ShapeChange>();
        foreach (var step in ShapePlan.Of(standing, wanted))
        {
            rental.Execute($"ALTER TABLE {TableName.Quote(wanted.Table)} {Sql(step)}");
            changes.Add(step.Change);
        }

        return Told(changes);
    }

    /// <summary>What is told of a table that is new.</summary>
    public static IReadOnlyList<ShapeChange> Created(TableShape shape) => Told(shape.Columns
        .Select(column => ShapePlan.Added(shape.Table, column))
        .Prepend(new ShapeChange(shape.Table, SchemaChangeKind.TableCreated) { LoadId = shape.Columns.Min(c => c.LoadId) }));

    /// <summary>Those changes that are about columns of the user's.</summary>
    public static IReadOnlyList<ShapeChange> Told(IEnumerable<ShapeChange> changes) =>
        [.. changes.Where(change => change.Column?.StartsWith(Reserved, StringComparison.OrdinalIgnoreCase) != true)];

    private static string Sql(ShapeStep step) => step.Change.Kind switch
    {
        SchemaChangeKind.ColumnRenamed =>
            $"RENAME COLUMN {DuckDbIdentifier.Quote(step.Change.OldValue!)} TO {DuckDbIdentifier.Quote(step.Column.Name)}",
        SchemaChangeKind.ColumnAdded => $"ADD COLUMN {Declare(step.Column)}",
        _ => $"ALTER COLUMN {DuckDbIdentifier.Quote(step.Column.Name)} SET DATA TYPE {ColumnTypes.SqlOf(step.Column.Type)}",
    };

    private static string Declare(ShapeColumn column) => $"{DuckDbIdentifier.Quote(column.Name)} {ColumnTypes.SqlOf(column.Type)}";
}
