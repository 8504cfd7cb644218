using Weir.Project.Schema;
using Weir.Project.Yaml;
using Weir.Tables;

namespace Weir.Project.Reading;

/// <summary>Types of columns as values.</summary>
internal static class ColumnTypes
{
    private static readonly Dictionary<string, string> OtherDialects = new(StringComparer.OrdinalIgnoreCase)
    {
        ["number"] = "double', 'bigint' or 'decimal(18,2)",
        ["int64"] = "bigint",
        ["long"] = "bigint",
        ["int32"] = "integer",
        ["int16"] = "smallint",
        ["str"] = "varchar",
        ["char"] = "varchar",
        ["datetime"] = "timestamp",
        ["object"] = "json",
        ["array"] = "json",
        ["variant"] = "json",
        ["guid"] = "uuid",
        ["float64"] = "double",
        ["float32"] = "real",
    };

    /// <summary>A type by its name.</summary>
    public static ScalarShape<ColumnType> Shape { get; } = new(
        new Description("string", "a type such as bigint, varchar or decimal(18,2)")
        {
            Choices = [.. ColumnType.KnownNames, "decimal"],
            Hint = "Write a type such as bigint, varchar, timestamp or \"decimal(18,2)\".",
            Pattern = @"^(decimal|numeric)\s*\(\s*[0-9]{1,2}\s*(,\s*[0-9]{1,2}\s*)?\)$",
        },
        TryRead);

    private static bool TryRead(YamlNode.Scalar scalar, ReadingContext reading, out ColumnType value)
    {
        var good = ColumnType.TryParse(scalar.Text, out value);
        if (!good)
        {
            reading.Wrong(scalar, "WEIR2402", $"{reading.Label} is '{scalar.Text}', which is no type.", Hint(scalar.Text));
        }

        return good;
    }

    private static string Hint(string text) => text switch
    {
        _ when OtherDialects.TryGetValue(text, out var ours) => $"Write '{ours}'.",
        _ when text.Contains('(', StringComparison.Ordinal) && !text.Contains(')', StringComparison.Ordinal) =>
            "Put it in quotes, such as \"decimal(18,2)\": between braces a comma ends the value.",
        _ when text.StartsWith("decimal", StringComparison.OrdinalIgnoreCase) || text.StartsWith("numeric", StringComparison.OrdinalIgnoreCase) =>
            "Write decimal(precision,scale) with a precision of 1 to 38 and a scale of 0 to the precision.",
        _ when text.StartsWith("varchar", StringComparison.OrdinalIgnoreCase) || text.StartsWith("char", StringComparison.OrdinalIgnoreCase) =>
            "Write varchar, without a length.",
        _ => Nearest.Hint(text, [.. ColumnType.KnownNames, "decimal"], "Types are"),
    };
}
