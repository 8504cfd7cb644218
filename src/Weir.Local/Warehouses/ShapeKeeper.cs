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
        var changes = Describe(rental, wanted.Table) is { } standing
            ? wanted.Columns.Select(column => Ensure(rental, standing with { KeepsTypes = wanted.KeepsTypes }, column)).SelectMany(change => change)
            : Create(rental, wanted);
        return [.. changes.Where(change => change.Column?.StartsWith(Reserved, StringComparison.OrdinalIgnoreCase) != true)];
    }

    private static IEnumerable<ShapeChange> Create(Rental rental, TableShape wanted)
    {
        var (schema, _) = TableName.Split(wanted.Table);
        var columns = string.Join(", ", wanted.Columns.Select(Declare));
        rental.Execute($"CREATE SCHEMA IF NOT EXISTS {DuckDbIdentifier.Quote(schema)}");
        rental.Execute($"CREATE TABLE {TableName.Quote(wanted.Table)} ({columns})");
        return wanted.Columns
            .Select(column => Added(wanted.Table, column))
            .Prepend(new ShapeChange(wanted.Table, SchemaChangeKind.TableCreated) { LoadId = wanted.Columns.Min(c => c.LoadId) });
    }

    private static IEnumerable<ShapeChange> Ensure(Rental rental, TableShape standing, ShapeColumn wanted)
    {
        var table = standing.Table;
        var same = Find(standing, wanted.Name);
        if (same is null && wanted.RenamedFrom is { } former && Find(standing, former) is { } renamed)
        {
            rental.Execute(
                $"ALTER TABLE {TableName.Quote(table)} RENAME COLUMN {DuckDbIdentifier.Quote(renamed.Name)} TO {DuckDbIdentifier.Quote(wanted.Name)}");
            yield return new ShapeChange(table, SchemaChangeKind.ColumnRenamed)
            {
                Column = wanted.Name,
                OldValue = renamed.Name,
                NewValue = wanted.Name,
            };
            same = renamed with { Name = wanted.Name };
        }

        if (same is null)
        {
            rental.Execute($"ALTER TABLE {TableName.Quote(table)} ADD COLUMN {Declare(wanted)}");
            yield return Added(table, wanted);
        }
        else if (same.Type != wanted.Type)
        {
            Widen(rental, standing, same, wanted);
            yield return new ShapeChange(table, SchemaChangeKind.TypeWidened)
            {
                Column = same.Name,
                OldValue = same.Type.ToString(),
                NewValue = wanted.Type.ToString(),
                LoadId = wanted.LoadId,
            };
        }
    }

    private static ShapeColumn? Find(TableShape shape, string name) =>
        shape.Columns.FirstOrDefault(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static ShapeChange Added(string table, ShapeColumn column) => new(table, SchemaChangeKind.ColumnAdded)
    {
        Column = column.Name,
        NewValue = column.Type.ToString(),
        LoadId = column.LoadId,
    };

    private static void Widen(Rental rental, TableShape shape, ShapeColumn standing, ShapeColumn wanted)
    {
        var table = shape.Table;
        if (shape.KeepsTypes)
        {
            throw new RefusedException(new Failure(
                "WEIR6003",
                $"The column '{standing.Name}' of the table {table} is {standing.Type}, is declared as {wanted.Type}, and has to keep its type.",
                $"Declare it as {standing.Type}, or take 'types: fail' out of the table's schema_contract."));
        }

        if (!ColumnTypes.CanHold(wanted.Type, standing.Type))
        {
            throw new RefusedException(new Failure(
                "WEIR6003",
                $"The column '{standing.Name}' of the table {table} is {standing.Type} and cannot become {wanted.Type}.",
                $"Declare it as {standing.Type} or as a type that holds more, or give the column another name."));
        }

        rental.Execute(
            $"ALTER TABLE {TableName.Quote(table)} ALTER COLUMN {DuckDbIdentifier.Quote(standing.Name)} "
            + $"SET DATA TYPE {ColumnTypes.SqlOf(wanted.Type)}");
    }

    private static string Declare(ShapeColumn column) => $"{DuckDbIdentifier.Quote(column.Name)} {ColumnTypes.SqlOf(column.Type)}";
}
