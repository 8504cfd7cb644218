using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Weir.Cli.Testing;

/// <summary>Compares JSON values: numbers by their value, objects whatever the order of their members.</summary>
internal static class JsonDifference
{
    /// <summary>Differences that are told of one value at the most.</summary>
    private const int Most = 10;

    private static readonly JsonSerializerOptions AsItIs = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Where two values differ, such as <c>$.lines[0].sku</c>, with what is expected and what was found there.</summary>
    /// <param name="expected">What is expected.</param>
    /// <param name="found">What was found.</param>
    /// <param name="isWhole">Whether objects may not have more members than are expected.</param>
    public static IReadOnlyList<(string Path, string Expected, string Found)> Between(JsonElement expected, JsonElement found, bool isWhole)
    {
        var differences = new List<(string, string, string)>();
        Compare(expected, found, isWhole, "$", differences);
        return differences;
    }

    /// <summary>Whether a value is as expected.</summary>
    public static bool Fits(JsonElement expected, JsonElement found, bool isWhole) => Between(expected, found, isWhole).Count == 0;

    /// <summary>A value on one line.</summary>
    public static string Shown(JsonElement value) => JsonSerializer.Serialize(value, AsItIs);

    private static void Compare(JsonElement expected, JsonElement found, bool isWhole, string path, List<(string, string, string)> differences)
    {
        if (differences.Count >= Most)
        {
            return;
        }

        switch (expected.ValueKind, found.ValueKind)
        {
            case (JsonValueKind.Object, JsonValueKind.Object):
                CompareMembers(expected, found, isWhole, path, differences);
                break;
            case (JsonValueKind.Array, JsonValueKind.Array):
                CompareItems(expected, found, isWhole, path, differences);
                break;
            case (JsonValueKind.Number, JsonValueKind.Number) when IsSameNumber(expected.GetRawText(), found.GetRawText()):
            case (JsonValueKind.String, JsonValueKind.String) when IsSameText(expected.GetString()!, found.GetString()!):
            case (JsonValueKind.True, JsonValueKind.True) or (JsonValueKind.False, JsonValueKind.False) or (JsonValueKind.Null, JsonValueKind.Null):
                break;
            default:
                differences.Add((path, Shown(expected), Shown(found)));
                break;
        }
    }

    private static void CompareMembers(JsonElement expected, JsonElement found, bool isWhole, string path, List<(string, string, string)> differences)
    {
        foreach (var member in expected.EnumerateObject())
        {
            if (found.TryGetProperty(member.Name, out var other))
            {
                Compare(member.Value, other, isWhole, $"{path}.{member.Name}", differences);
            }
            else
            {
                differences.Add(($"{path}.{member.Name}", Shown(member.Value), "nothing"));
            }
        }

        if (isWhole)
        {
            differences.AddRange(found.EnumerateObject()
                .Where(member => !expected.TryGetProperty(member.Name, out _))
                .Select(member => ($"{path}.{member.Name}", "nothing", Shown(member.Value))));
        }
    }

    private static void CompareItems(JsonElement expected, JsonElement found, bool isWhole, string path, List<(string, string, string)> differences)
    {
        var (wanted, there) = (expected.GetArrayLength(), found.GetArrayLength());
        for (var at = 0; at < Math.Max(wanted, there); at++)
        {
            if (at >= wanted || at >= there)
            {
                differences.Add((
                    $"{path}[{at.ToString(CultureInfo.InvariantCulture)}]",
                    at < wanted ? Shown(expected[at]) : "nothing",
                    at < there ? Shown(found[at]) : "nothing"));
            }
            else
            {
                Compare(expected[at], found[at], isWhole, $"{path}[{at.ToString(CultureInfo.InvariantCulture)}]", differences);
            }
        }
    }

    private static bool IsSameNumber(string expected, string found) =>
        expected == found
        || (decimal.TryParse(expected, NumberStyles.Float, CultureInfo.InvariantCulture, out var one)
            && decimal.TryParse(found, NumberStyles.Float, CultureInfo.InvariantCulture, out var other)
            ? one == other
            : double.Parse(expected, CultureInfo.InvariantCulture).Equals(double.Parse(found, CultureInfo.InvariantCulture)));

    /// <summary>Times may be written with or without <c>T</c>, <c>Z</c> and zeros at the end.</summary>
    private static bool IsSameText(string expected, string found) =>
        expected == found || (MomentOf(expected) is { } one && MomentOf(found) == one);

    private static DateTimeOffset? MomentOf(string text) =>
        text is [>= '0' and <= '9', _, _, _, '-', _, _, '-', _, _, ' ' or 'T', ..]
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment
            : null;
}
