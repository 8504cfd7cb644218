using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Weir.Server.Operations.Queries;

/// <summary>Rows as CSV, for people to open in a spreadsheet.</summary>
/// <remarks>
/// A spreadsheet runs a text that begins as a formula does, so one gets an apostrophe before it. Numbers, which may be negative, stay as
/// they are: only what came as text is a text.
/// </remarks>
internal static class CsvText
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create("\",\r\n");
    private static readonly SearchValues<char> Numeric = SearchValues.Create("0123456789.eE+-");

    /// <summary>The line with the names of the columns.</summary>
    public static string Header(IReadOnlyList<QueryColumn> columns) => Line(columns.Select(column => Cell(column.Name)));

    /// <summary>The line of a row.</summary>
    /// <param name="row">A JSON array of its values.</param>
    public static string Row(ReadOnlyMemory<byte> row)
    {
        using var parsed = JsonDocument.Parse(row);
        return Line(parsed.RootElement.EnumerateArray().Select(value => value.ValueKind switch
        {
            JsonValueKind.Null => "",
            JsonValueKind.String => Cell(value.GetString()!),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
            _ => Quote(value.GetRawText()),
        }));
    }

    private static string Line(IEnumerable<string> cells) => string.Join(',', cells) + "\r\n";

    private static string Cell(string text) => Quote(text is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n', ..] && !IsNumber(text) ? "'" + text : text);

    /// <summary>Large numbers are texts in JSON.</summary>
    private static bool IsNumber(string text) =>
        text is ['-' or '+', >= '0' and <= '9', ..]
        && text.AsSpan(1).IndexOfAnyExcept(Numeric) < 0
        && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static string Quote(string text) =>
        text.AsSpan().ContainsAny(Quoted) ? new StringBuilder(text.Length + 2).Append('"').Append(text.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"').ToString() : text;
}
