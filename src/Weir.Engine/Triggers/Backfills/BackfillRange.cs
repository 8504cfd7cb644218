using System.Globalization;

using Weir.Buckets;

namespace Weir.Engine.Triggers.Backfills;

/// <summary>Which files a backfill means.</summary>
internal sealed record BackfillRange
{
    private static readonly string[] DateNames = ["date", "dt", "ds", "day"];
    private static readonly string[] DateForms = ["yyyy-MM-dd", "yyyyMMdd", "yyyy_MM_dd"];

    /// <summary>Only files of this time or later: by the date in their names where the source takes one from there, else by when they landed.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only files of a time before.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Only files whose keys are this one or come after it, byte by byte.</summary>
    public string? FromKey { get; init; }

    /// <summary>Only files whose keys come before.</summary>
    public string? ToKey { get; init; }

    /// <summary>Whether a file is meant.</summary>
    /// <param name="file">The file.</param>
    /// <param name="templates">What takes values from its name.</param>
    public bool Has(StoredObject file, IReadOnlyList<KeyTemplate> templates)
    {
        if ((FromKey is not null && Compare(file.Name.Key, FromKey) < 0) || IsPast(file.Name.Key))
        {
            return false;
        }

        var (first, last) = templates.Select(template => template.ValuesOf(file.Name)).OfType<IReadOnlyDictionary<string, string>>()
            .Select(SpanOf).FirstOrDefault(span => span is not null) ?? (file.LandedAt, file.LandedAt);
        return !(last < From) && !(first >= To);
    }

    /// <summary>Whether a key, and so every one after it, comes too late.</summary>
    public bool IsPast(string key) => ToKey is not null && Compare(key, ToKey) >= 0;

    public override string ToString() => string.Join(' ', new[]
    {
        From is { } from ? string.Create(CultureInfo.InvariantCulture, $"from {from.UtcDateTime:O}") : null,
        To is { } to ? string.Create(CultureInfo.InvariantCulture, $"to {to.UtcDateTime:O}") : null,
        FromKey is null ? null : $"from key {FromKey}",
        ToKey is null ? null : $"to key {ToKey}",
    }.OfType<string>());

    /// <summary>The first and the last moment of the date that values say: a day, a month or a year.</summary>
    private static (DateTimeOffset First, DateTimeOffset Last)? SpanOf(IReadOnlyDictionary<string, string> values)
    {
        foreach (var name in DateNames)
        {
            if (values.TryGetValue(name, out var text) && DateOnly.TryParseExact(text, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            {
                return Span(date, date.AddDays(1));
            }
        }

        if (Number(values, "year", 1, 9998) is not { } year)
        {
            return null;
        }

        if (Number(values, "month", 1, 12) is not { } month)
        {
            return Span(new DateOnly(year, 1, 1), new DateOnly(year + 1, 1, 1));
        }

        var first = new DateOnly(year, month, 1);
        return Number(values, "day", 1, DateTime.DaysInMonth(year, month)) is { } day
            ? Span(first.AddDays(day - 1), first.AddDays(day))
            : Span(first, first.AddMonths(1));
    }

    private static (DateTimeOffset First, DateTimeOffset Last) Span(DateOnly first, DateOnly next) => (Start(first), Start(next).AddTicks(-1));

    private static DateTimeOffset Start(DateOnly date) => new(date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    private static int? Number(IReadOnlyDictionary<string, string> values, string name, int least, int most) =>
        values.TryGetValue(name, out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most ? number : null;

    private static int Compare(string one, string other) =>
        System.Text.Encoding.UTF8.GetBytes(one).AsSpan().SequenceCompareTo(System.Text.Encoding.UTF8.GetBytes(other));
}
