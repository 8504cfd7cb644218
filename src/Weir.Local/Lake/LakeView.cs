using Weir.DuckDb;
using Weir.Engine.Warehouses;
using Weir.Local.Warehouses;
using Weir.Tables;

namespace Weir.Local.Lake;

/// <summary>Reads the files of a table as its rows.</summary>
/// <remarks>
/// The view names each of its files: who reads it sees the files of one moment. Where the files lack columns that came later,
/// all of them are looked into first; where they do not, the first is enough.
/// </remarks>
internal static class LakeView
{
    /// <summary>In this column a selection says, when it is asked to, which file a row is from.</summary>
    public const string File = "_weir_file";

    /// <summary>Makes the view of a table's name, or makes it anew.</summary>
    public static void Create(
        Rental rental, LakeTable table, IReadOnlyList<ShapeColumn> columns, IReadOnlyList<LakeFile> files,
        IReadOnlyDictionary<string, string> formers)
    {
        var (schema, _) = TableName.Split(table.Name);
        rental.Execute($"CREATE SCHEMA IF NOT EXISTS {DuckDbIdentifier.Quote(schema)}");
        rental.Execute($"CREATE OR REPLACE VIEW {TableName.Quote(table.Name)} AS {Select(table, columns, files, formers)}");
    }

    /// <summary>Selects the rows of some files, in the table's columns.</summary>
    /// <param name="table">The table, as those files are laid out.</param>
    /// <param name="columns">The table's columns.</param>
    /// <param name="files">The files.</param>
    /// <param name="formers">The names that columns have in the files, of those that have others there.</param>
    /// <param name="named">Whether each row says which file it is from.</param>
    public static string Select(
        LakeTable table, IReadOnlyList<ShapeColumn> columns, IReadOnlyList<LakeFile> files,
        IReadOnlyDictionary<string, string> formers, bool named = false)
    {
        var there = files.Count == 0 ? 0 : files.Max(file => file.Columns);
        var values = columns.Select((column, index) =>
        {
            var quoted = DuckDbIdentifier.Quote(column.Name);
            var value = index < there ? DuckDbIdentifier.Quote(formers.GetValueOrDefault(column.Name, column.Name)) : "NULL";
            return $"CAST({value} AS {ColumnTypes.SqlOf(column.Type)}) AS {quoted}";
        });
        var list = string.Join(", ", named ? values.Append(File) : values);
        if (files.Count == 0)
        {
            return $"SELECT {list} WHERE false";
        }

        var paths = string.Join(", ", files.Select(file => DuckDbLiteral.Quote(table.PathOf(file))));
        var differ = files.Any(file => file.Columns != there) ? ", union_by_name = true" : "";
        return $"SELECT {list} FROM read_parquet([{paths}]{Folders(table, columns, formers)}{differ}{(named ? $", filename = '{File}'" : "")})";
    }

    /// <summary>Whether values are read from the names of folders, and as what.</summary>
    private static string Folders(LakeTable table, IReadOnlyList<ShapeColumn> columns, IReadOnlyDictionary<string, string> formers)
    {
        if (!table.Storage.PartitionBy.Any(field => field.Unit == PartitionUnit.Value))
        {
            return ", hive_partitioning = false";
        }

        var types = table.Storage.PartitionBy.Select(field =>
        {
            var column = field.Unit != PartitionUnit.Value ? null : columns.FirstOrDefault(
                c => formers.GetValueOrDefault(c.Name, c.Name).Equals(field.Column, StringComparison.OrdinalIgnoreCase));
            return $"{DuckDbLiteral.Quote(field.Name)}: '{(column is null ? "VARCHAR" : ColumnTypes.SqlOf(column.Type))}'";
        });
        return $", hive_partitioning = true, hive_types_autocast = false, hive_types = {{{string.Join(", ", types)}}}";
    }
}
