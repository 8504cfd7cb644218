using System.Text.RegularExpressions;

namespace Weir.Tables;

/// <summary>One level of a table's partitions: <c>region</c>, <c>year(at)</c>, <c>month(at)</c>, <c>date(at, Europe/Zurich)</c>.</summary>
/// <param name="Column">The column; it is among the table's.</param>
/// <param name="Unit">What of its value counts.</param>
/// <param name="TimeZone">The zone in which an instant has its date, as IANA names it. UTC when absent.</param>
public sealed partial record PartitionField(string Column, PartitionUnit Unit, string? TimeZone = null)
{
    /// <summary>What the level is called in paths: <c>year</c> in <c>year=2026</c>.</summary>
    public string Name => Unit == PartitionUnit.Value ? Column : Word(Unit);

    /// <summary>Reads a level.</summary>
    /// <param name="text">What the project says.</param>
    /// <param name="field">The level, when it is one.</param>
    public static bool TryParse(string text, out PartitionField? field)
    {
        ArgumentNullException.ThrowIfNull(text);
        field = Form.Match(text) is { Success: true } match
            ? new PartitionField(
                match.Groups["column"].Value,
                match.Groups["unit"].Value switch
                {
                    "year" => PartitionUnit.Year,
                    "month" => PartitionUnit.Month,
                    "date" => PartitionUnit.Date,
                    _ => PartitionUnit.Value,
                },
                match.Groups["zone"] is { Success: true } zone ? zone.Value : null)
            : null;
        return field is not null;
    }

    /// <summary>Whether a column of a type can tell partitions so.</summary>
    /// <param name="kind">The type of the column.</param>
    public bool Fits(ColumnKind kind) => kind switch
    {
        ColumnKind.Varchar or ColumnKind.Boolean or ColumnKind.SmallInt or ColumnKind.Integer or ColumnKind.BigInt => Unit == PartitionUnit.Value,
        ColumnKind.Date => TimeZone is null,
        ColumnKind.Timestamp or ColumnKind.TimestampTz => Unit != PartitionUnit.Value,
        _ => false,
    };

    /// <summary>The level as it is written.</summary>
    public override string ToString() =>
        Unit == PartitionUnit.Value ? Column : TimeZone is null ? $"{Word(Unit)}({Column})" : $"{Word(Unit)}({Column}, {TimeZone})";

    private static string Word(PartitionUnit unit) => unit switch
    {
        PartitionUnit.Year => "year",
        PartitionUnit.Month => "month",
        _ => "date",
    };

    // A name within a path has to stay one everywhere.
    [GeneratedRegex(@"^\s*(?:(?<column>[A-Za-z0-9_]{1,100})|(?<unit>year|month|date)\s*\(\s*(?<column>[^(),;]{1,200}?)\s*(?:,\s*(?<zone>[A-Za-z0-9_+/-]{1,60})\s*)?\))\s*(?!\n)$", RegexOptions.CultureInvariant)]
    private static partial Regex Form { get; }
}
