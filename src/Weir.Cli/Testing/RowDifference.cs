using System.Globalization;
using System.Text.Json;

namespace Weir.Cli.Testing;

/// <summary>Compares rows: of each, only the columns that are expected count.</summary>
internal static class RowDifference
{
    /// <summary>Rows of each side that are told at the most.</summary>
    private const int Most = 20;

    /// <returns>The rows that are missing, and those that are too many, each as JSON; none when all are as expected.</returns>
    public static (IReadOnlyList<string> Missing, IReadOnlyList<string> Unexpected)? Between(
        IReadOnlyList<string> expected, IReadOnlyList<JsonElement> found, bool isOrdered)
    {
        var rows = expected.Select(row => JsonElement.Parse(row)).ToList();
        var (missing, more) = isOrdered ? InOrder(rows, found) : Pairing.Of(rows.Count, found.Count, (at, other) => Fits(rows[at], found[other]));
        if (missing.Count == 0 && more.Count == 0)
        {
            return null;
        }

        // Those that are most alike stand beside one another.
        var columns = rows.SelectMany(row => row.EnumerateObject().Select(cell => cell.Name)).ToHashSet(StringComparer.Ordinal);
        var left = more.ToList();
        var sorted = new List<int>();
        foreach (var at in missing)
        {
            if (left.Count > 0 && left.MaxBy(other => Alike(rows[at], found[other])) is var near && Alike(rows[at], found[near]) > 0)
            {
                left.Remove(near);
                sorted.Add(near);
            }
        }

        sorted.AddRange(left);
        return (Told(missing.Select(at => JsonDifference.Shown(rows[at]))), Told(sorted.Select(at => Shown(found[at], columns))));
    }

    private static (IReadOnlyList<int>, IReadOnlyList<int>) InOrder(List<JsonElement> rows, IReadOnlyList<JsonElement> found) =>
    (
        [.. Enumerable.Range(0, rows.Count).Where(at => at >= found.Count || !Fits(rows[at], found[at]))],
        [.. Enumerable.Range(0, found.Count).Where(at => at >= rows.Count || !Fits(rows[at], found[at]))]
    );

    private static bool Fits(JsonElement expected, JsonElement found) => expected.EnumerateObject().All(cell => IsSame(cell, found));

    private static int Alike(JsonElement expected, JsonElement found) => expected.EnumerateObject().Count(cell => IsSame(cell, found));

    private static bool IsSame(JsonProperty cell, JsonElement found) =>
        found.TryGetProperty(cell.Name, out var other) && JsonDifference.Fits(cell.Value, other, isWhole: true);

    private static List<string> Told(IEnumerable<string> rows)
    {
        var all = rows.ToList();
        return all.Count <= Most ? all : [.. all[..Most], string.Create(CultureInfo.InvariantCulture, $"and {all.Count - Most} more")];
    }

    /// <summary>The columns that matter; all of them where none is expected.</summary>
    private static string Shown(JsonElement row, HashSet<string> columns) => columns.Count == 0
        ? JsonDifference.Shown(row)
        : $"{{{string.Join(',', row.EnumerateObject().Where(cell => columns.Contains(cell.Name)).Select(cell => $"\"{cell.Name}\":{JsonDifference.Shown(cell.Value)}"))}}}";
}
