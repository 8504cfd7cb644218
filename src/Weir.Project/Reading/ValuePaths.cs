using System.Diagnostics.CodeAnalysis;

using Weir.Project.Schema;
using Weir.Project.Yaml;
using Weir.Tables;

namespace Weir.Project.Reading;

/// <summary>Paths into documents and rows as values.</summary>
internal static class ValuePaths
{
    /// <summary>Which values of a document are rows.</summary>
    public static ScalarShape<ValuePath> OfRows { get; } = new(
        new Description("string", "a path such as $.lines[*]") { Pattern = @"^\$" },
        (YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out ValuePath value) =>
        {
            var good = TryRead(scalar, reading, out value);
            if (good && value!.FromRow)
            {
                reading.Wrong(scalar, "WEIR2404", $"{reading.Label} is '{scalar.Text}', which starts at a row.", "Start at the document: $.lines[*].");
                return false;
            }

            return good;
        });

    /// <summary>Where the value of a column stands.</summary>
    public static ScalarShape<ValuePath> OfColumn { get; } = new(
        new Description("string", "a path such as $.id or @.sku") { Pattern = "^[$@]" },
        (YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out ValuePath value) =>
        {
            var good = TryRead(scalar, reading, out value);
            if (good && value!.HasWildcard)
            {
                reading.Wrong(
                    scalar,
                    "WEIR2404",
                    $"{reading.Label} is '{scalar.Text}', which may mean several values.",
                    "Give a column one value: take [*] out, or make its elements the rows with 'rows'.");
                return false;
            }

            return good;
        });

    private static bool TryRead(YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out ValuePath value)
    {
        var good = ValuePath.TryParse(scalar.Text, out value, out var mistake);
        if (!good)
        {
            reading.Wrong(
                scalar, "WEIR2403", $"{reading.Label} is '{scalar.Text}', which {mistake}.", "Write a path such as $.lines[*], $.id or \"@.sku\".");
        }

        return good;
    }
}
