using System.Globalization;

namespace Weir.Engine.Warehouses;

/// <summary>A place among the rows that a table refused, those of the newest loads first.</summary>
/// <param name="LoadId">The load there.</param>
/// <param name="Rows">How many of its rows come before.</param>
internal sealed record QuarantineMark(long LoadId, long Rows)
{
    /// <summary>The place behind a page.</summary>
    /// <param name="page">The page, which has rows.</param>
    /// <param name="before">The place before it.</param>
    public static QuarantineMark Behind(IReadOnlyList<QuarantineEntry> page, QuarantineMark? before)
    {
        var last = page[^1].Row.LoadId;
        return new QuarantineMark(last, page.Count(row => row.Row.LoadId == last) + (before?.LoadId == last ? before.Rows : 0));
    }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static QuarantineMark? Parse(string text) =>
        text.Split('-') is [var load, var rows]
        && long.TryParse(load, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        && long.TryParse(rows, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? new QuarantineMark(id, count)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{LoadId}-{Rows}");
}
