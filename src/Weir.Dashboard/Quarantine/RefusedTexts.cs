using Weir.Server.Operations;

namespace Weir.Dashboard.Quarantine;

/// <summary>Refused rows as their component takes them.</summary>
internal static class RefusedTexts
{
    public static IReadOnlyList<(long Load, string Table, string File, string Place, string Code, string Reason, string Raw, DateTimeOffset At)> Of(
        IEnumerable<ListedQuarantine> rows) =>
        [.. rows.Select(row => (row.LoadId, row.Table, row.File, PlaceOf(row), row.Code, row.Reason, row.Raw, row.QuarantinedAt))];

    private static string PlaceOf(ListedQuarantine row) => string.Join(
        ", ",
        new[]
        {
            row.Line is { } line ? $"line {line}" : null,
            row.RowIndex is { } index ? $"row {index}" : null,
            row.Column is { } column ? $"column {column}" : null,
        }.OfType<string>());
}
