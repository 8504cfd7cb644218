using System.Diagnostics.CodeAnalysis;

using Weir.Project.Schema;
using Weir.Project.Yaml;
using Weir.Tables;

namespace Weir.Project.Reading;

/// <summary>The keys of a column.</summary>
internal static class ColumnKeys
{
    private const string Reserved = "_weir_";

    private static readonly Key<ColumnType> Type = new("type", "The type of the column's values, such as `bigint`, `varchar` or `decimal(18,2)`.", ColumnTypes.Shape)
    {
        IsRequired = true,
        Example = "varchar",
    };

    private static readonly Key<ValuePath> Path = new(
        "path",
        "Where the value stands: from the document (`$`) or from the row (`@`). In CSV and Parquet, `@.NAME` is a column of the file.",
        ValuePaths.OfColumn)
    {
        Default = "the column's name in the row, in any case",
        Example = "$.id",
    };

    private static readonly Key<bool> Nullable = new("nullable", "Whether a row may lack the value.", Scalars.Boolean) { Default = "true" };

    private static readonly Key<string> RenamedFrom = new(
        "renamed_from",
        "The name that the column had before. Where the table has that one still, it is renamed, and its rows stay.",
        Scalars.Text("the former name of the column"))
    {
        Example = "qty",
    };

    /// <summary>The columns, by name and in order.</summary>
    public static MapShape<ColumnDefinition> Map { get; } = new(
        "column",
        new EitherShape<ColumnDefinition>(
            new ScalarShape<ColumnDefinition>(ColumnTypes.Shape.Describe, TryReadType),
            new RecordShape<ColumnDefinition>([Type, Path, Nullable, RenamedFrom], Build)),
        CheckName)
    {
        NeedsEntries = true,
    };

    /// <summary>The place of a column's path, or of the column.</summary>
    public static YamlNode PathNode(YamlNode columns, string column) =>
        (columns as YamlNode.Map)?[column] is { } entry ? (entry as YamlNode.Map)?[Path.Name] ?? entry : columns;

    /// <summary>Notes columns whose former name is another column's, now or formerly.</summary>
    public static void CheckRenamed(IReadOnlyList<ColumnDefinition> columns, YamlNode node, ReadingContext reading)
    {
        foreach (var column in columns.Where(c => c.RenamedFrom is not null))
        {
            var other = columns.FirstOrDefault(c => c != column
                && (c.Name.Equals(column.RenamedFrom, StringComparison.OrdinalIgnoreCase)
                    || c.RenamedFrom?.Equals(column.RenamedFrom, StringComparison.OrdinalIgnoreCase) == true));
            if (other is not null)
            {
                reading.Wrong(
                    RenamedNode(node, column.Name),
                    "WEIR2408",
                    $"Column '{column.Name}' of {reading.Label} was renamed from '{column.RenamedFrom}', which '{other.Name}' is or was too.",
                    "Remove one of the two.");
            }
        }
    }

    private static YamlNode RenamedNode(YamlNode columns, string column) =>
        (columns as YamlNode.Map)?[column] is { } entry ? (entry as YamlNode.Map)?[RenamedFrom.Name] ?? entry : columns;

    private static ColumnDefinition Build(Fields fields, ReadingContext reading) => new()
    {
        Name = reading.Name,
        Type = fields.Get(Type),
        Path = fields.TryGet(Path, out var path) ? path : ValuePath.OfColumn(reading.Name),
        Nullable = fields.Get(Nullable, true),
        RenamedFrom = fields.TryGet(RenamedFrom, out var former) ? former : null,
    };

    /// <summary>A type alone: the value under the column's name.</summary>
    private static bool TryReadType(YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out ColumnDefinition value)
    {
        var good = ColumnTypes.Shape.TryRead(scalar, reading, out var type);
        value = good ? new ColumnDefinition { Name = reading.Name, Type = type!, Path = ValuePath.OfColumn(reading.Name) } : null;
        return good;
    }

    private static void CheckName(YamlNode.Scalar name, ReadingContext reading)
    {
        Names.CheckIdentifier(name.Text, name, reading);
        if (name.Text.StartsWith(Reserved, StringComparison.OrdinalIgnoreCase))
        {
            reading.Wrong(name, "WEIR2205", $"The name of {reading.Label} starts with '{Reserved}', which is reserved.", "Choose another name.");
        }
    }
}
