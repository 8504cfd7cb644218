using Weir.DuckDb;
using Weir.Engine.Warehouses;
using Weir.Failures;
using Weir.Tables;

namespace Weir.Local.Lake;

/// <summary>One level of a table's folders, as SQL.</summary>
/// <param name="Name">What it is called in paths.</param>
/// <param name="Column">The column whose values are not in the files but in the paths; none when they are in both.</param>
/// <param name="Value">Gives the value of a row <c>r</c>.</param>
internal sealed record LakeLevel(string Name, ShapeColumn? Column, string Value)
{
    /// <summary>The levels of a table.</summary>
    /// <exception cref="RefusedException">WEIR6302: it does not have the columns for that.</exception>
    public static IReadOnlyList<LakeLevel> Of(LakeTable table, IReadOnlyList<ShapeColumn> columns) =>
        [.. table.Storage.PartitionBy.Select(field => Of(table.Name, field, columns))];

    private static LakeLevel Of(string table, PartitionField field, IReadOnlyList<ShapeColumn> columns)
    {
        var column = columns.FirstOrDefault(c => c.Name.Equals(field.Column, StringComparison.OrdinalIgnoreCase));
        if (column is null || !field.Fits(column.Type.Kind))
        {
            throw new RefusedException(new Failure(
                "WEIR6302",
                column is null
                    ? $"The table {table} has no column '{field.Column}', by which it is partitioned."
                    : $"The table {table} cannot be partitioned by '{field}': the column is {column.Type}.",
                "Correct 'partition_by', or declare the table's columns."));
        }

        if (field.Unit == PartitionUnit.Value)
        {
            // A text that is the word for nothing would share a folder, and a file, with rows that have none.
            var value = $"r.{DuckDbIdentifier.Quote(column.Name)}";
            return new LakeLevel(column.Name, column, column.Type.Kind != ColumnKind.Varchar
                ? value
                : $"CASE WHEN {value} = '{HivePath.Nothing}' THEN error('{LakeFailures.WordForNothing}') ELSE {value} END");
        }

        if (columns.Any(c => c.Name.Equals(field.Name, StringComparison.OrdinalIgnoreCase)))
        {
            throw new RefusedException(new Failure(
                "WEIR6302",
                $"The table {table} has a column '{field.Name}', which '{field}' would hide from engines that read its folders.",
                "Correct 'partition_by', or declare the table's columns without this one."));
        }

        return new LakeLevel(field.Name, null, ValueOf(field, column));
    }

    private static string ValueOf(PartitionField field, ShapeColumn column)
    {
        var value = $"r.{DuckDbIdentifier.Quote(column.Name)}";
        var local = (column.Type.Kind, field.TimeZone) switch
        {
            (ColumnKind.TimestampTz, var zone) => $"timezone({DuckDbLiteral.Quote(zone ?? "UTC")}, {value})",
            (ColumnKind.Timestamp, { } zone) => $"timezone({DuckDbLiteral.Quote(zone)}, timezone('UTC', {value}))",
            _ => value,
        };
        return field.Unit switch
        {
            PartitionUnit.Year => $"year({local})",
            PartitionUnit.Month => $"month({local})",
            _ => $"CAST({local} AS DATE)",
        };
    }
}
