using Weir.Project.Schema;
using Weir.Project.Yaml;

namespace Weir.Project.Reading;

/// <summary>References to tables of the project.</summary>
internal static class DeclaredTables
{
    /// <summary>Notes that a table is not declared.</summary>
    /// <param name="scalar">Its name.</param>
    /// <param name="reading">Takes the mistake.</param>
    /// <param name="hint">What else may be meant.</param>
    /// <returns>Whether it is, as far as anybody knows.</returns>
    public static bool Check(YamlNode.Scalar scalar, ReadingContext reading, string? hint)
    {
        if (reading.Tables is not { } tables || tables.Any(table => IsOrBelongsTo(scalar.Text, table)))
        {
            return true;
        }

        var declared = tables.Count == 0 ? "No table is declared yet." : Nearest.Hint(scalar.Text, [.. tables], "Declared are");
        reading.Wrong(
            scalar,
            "WEIR2702",
            $"{reading.Label} names the table '{scalar.Text}', which is not declared.",
            hint is null ? declared : $"{declared} {hint}");
        return false;
    }

    /// <summary>A table has child tables, called after it, for the lists in its rows.</summary>
    private static bool IsOrBelongsTo(string name, string table) =>
        name.Equals(table, StringComparison.OrdinalIgnoreCase) || name.StartsWith(table + "__", StringComparison.OrdinalIgnoreCase);
}
