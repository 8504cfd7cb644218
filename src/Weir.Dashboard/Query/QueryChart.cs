using System.Text.Json;

using Weir.Server.Operations.Queries;

namespace Weir.Dashboard.Query;

/// <summary>What of an answer can be drawn: a name and a number of each row.</summary>
internal static class QueryChart
{
    private const int MostBars = 100;
    private const int MostLetters = 60;

    /// <summary>The name of the numbers, and the bars; none when there is nothing to draw.</summary>
    public static (string Name, string Label, IReadOnlyList<(string Label, string Title, double First, double Second)> Bars)? Of(ResultTable answer)
    {
        if (answer.Rows.Count is < 2 or > MostBars || answer.Columns.Count < 2)
        {
            return null;
        }

        var numbers = Enumerable.Range(0, answer.Columns.Count).Where(column => AreNumbers(answer.Rows, column)).ToList();
        var label = Enumerable.Range(0, answer.Columns.Count).FirstOrDefault(column => !numbers.Contains(column), defaultValue: 0);
        if (numbers.FirstOrDefault(column => column != label, defaultValue: -1) is not (>= 0 and var value))
        {
            return null;
        }

        var bars = answer.Rows.Select(row => (TextOf(row[label]), row[value].ValueKind == JsonValueKind.Number ? row[value].GetDouble() : 0)).ToList();
        return bars.Exists(bar => bar.Item2 < 0) ? null : (
            answer.Columns[value].Name,
            answer.Columns[label].Name,
            [.. bars.Select(bar => (bar.Item1, $"{bar.Item1}: {bar.Item2:#,0.###}", bar.Item2, 0d))]);
    }

    private static bool AreNumbers(IReadOnlyList<JsonElement> rows, int column) =>
        rows.All(row => row[column].ValueKind is JsonValueKind.Number or JsonValueKind.Null) && rows.Any(row => row[column].ValueKind == JsonValueKind.Number);

    private static string TextOf(JsonElement value)
    {
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        return text.Length <= MostLetters ? text : string.Concat(text.AsSpan(0, MostLetters), "…");
    }
}
