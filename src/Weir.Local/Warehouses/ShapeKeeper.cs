using Weir.DuckDb;
using Weir.Engine.Warehouses;
using Weir.Failures;

namespace Weir.Local.Warehouses;

/// <summary>Reads tables' shapes, and brings tables into the shape that a load needs.</summary>
internal static class ShapeKeeper
{
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

    /// <summary>Creates the table, adds columns and widens types, so that rows of this shape fit.</summary>
    /// <exception cref="RefusedException">WEIR6003: a column has another type, which cannot be widened.</exception>
    public static void Ensure(Rental rental, TableShape wanted)
    {
        if (Describe(rental, wanted.Table) is not { } standing)
        {
            var (schema, _) = TableName.Split(wanted.Table);
            var columns = string.Join(", ", wanted.Columns.Select(Declare));
            rental.Execute($"CREATE SCHEMA IF NOT EXISTS {DuckDbIdentifier.Quote(schema)}");
            rental.Execute($"CREATE TABLE {TableName.Quote(wanted.Table)} ({columns})");
            return;
        }

        foreach (var column in wanted.Columns)
        {
            var same = standing.Columns.FirstOrDefault(c => c.Name.Equals(column.Name, StringComparison.OrdinalIgnoreCase));
            if (same is null)
            {
                rental.Execute($"ALTER TABLE {TableName.Quote(wanted.Table)} ADD COLUMN {Declare(column)}");
            }
            else if (!ColumnTypes.CanHold(same.Type, column.Type))
            {
                Widen(rental, wanted.Table, same, column);
            }
        }
    }

    private static void Widen(Rental rental, string table, ShapeColumn standing, ShapeColumn wanted)
    {
        if (!ColumnTypes.CanHold(wanted.Type, standing.Type))
        {
            throw new RefusedException(new Failure(
                "WEIR6003",
                $"The column '{standing.Name}' of the table {table} is {standing.Type} and cannot become {wanted.Type}.",
                $"Declare it as {standing.Type}, or give the column another name."));
        }

        rental.Execute(
            $"ALTER TABLE {TableName.Quote(table)} ALTER COLUMN {DuckDbIdentifier.Quote(standing.Name)} "
            + $"SET DATA TYPE {ColumnTypes.SqlOf(wanted.Type)}");
    }

    private static string Declare(ShapeColumn column) => $"{DuckDbIdentifier.Quote(column.Name)} {ColumnTypes.SqlOf(column.Type)}";
}
