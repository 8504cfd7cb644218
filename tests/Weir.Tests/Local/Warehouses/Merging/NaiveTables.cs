using System.Globalization;

namespace Weir.Tests.Local.Warehouses.Merging;

/// <summary>What tables are to hold when certain files are loaded, worked out from all of their rows, one by one.</summary>
internal static class NaiveTables
{
    /// <summary>Of each key the newest row, unless it removes.</summary>
    public static IEnumerable<string> Merged(IEnumerable<ToldFile> files, bool sorts, bool removes) => All(files)
        .OrderBy(r => sorts ? r.Row.Changed ?? -1 : 0).ThenBy(r => r.File.Version).ThenBy(r => r.Place)
        .GroupBy(r => r.Row.Id)
        .Select(key => key.Last())
        .Where(r => !removes || !r.Row.Gone)
        .Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Row.Id}|{r.Row.Changed}|{r.Row.Values}|{r.File.Load}"));

    /// <summary>Of each key what was said of it, in the order of the times for which it was.</summary>
    public static IEnumerable<string> Told(IEnumerable<ToldFile> files, bool sorts, bool removes) => All(files)
        .GroupBy(r => r.Row.Id)
        .SelectMany(key => History(key
            .OrderBy(r => sorts ? r.Row.Changed!.Value : r.File.Version).ThenBy(r => r.File.Version).ThenBy(r => r.Place)
            .GroupBy(r => sorts ? r.Row.Changed!.Value : r.File.Version)
            .Select(time => (time.Key, time.Last().File, removes && time.Last().Row.Gone ? null : time.Last().Row)), comparesTimes: !sorts));

    /// <summary>The same, where every file without refused rows has all rows there are.</summary>
    public static IEnumerable<string> Snapshots(IEnumerable<ToldFile> files, int ids, bool sorts, bool removes)
    {
        var inOrder = files.OrderBy(f => f.Version).ToList();
        return Enumerable.Range(0, ids).SelectMany(id => History(inOrder.SelectMany<ToldFile, (long, ToldFile, ToldRow?)>(file =>
        {
            var own = file.Rows.Index().Where(r => r.Item.Id == id).OrderBy(r => sorts ? r.Item.Changed ?? -1 : 0).ThenBy(r => r.Index).ToList();
            return own.Count > 0
                ? [(file.Version, file, removes && own[^1].Item.Gone ? null : own[^1].Item)]
                : file.IsWhole ? [(file.Version, file, null)] : [];
        }), comparesTimes: true));
    }

    /// <param name="statements">When, by which file, and what; nothing when the row is gone.</param>
    /// <param name="comparesTimes">Whether a row is another one when it differs in nothing but when it changed.</param>
    private static IEnumerable<string> History(IEnumerable<(long At, ToldFile File, ToldRow? Row)> statements, bool comparesTimes)
    {
        (long At, ToldFile File, ToldRow Row)? holding = null;
        foreach (var (at, file, row) in statements)
        {
            if (holding is { } last && (row?.Values != last.Row.Values || (comparesTimes && row.Changed != last.Row.Changed)))
            {
                yield return Line(last, at);
                holding = null;
            }

            holding ??= row is null ? null : (at, file, row);
        }

        if (holding is { } open)
        {
            yield return Line(open, null);
        }
    }

    private static string Line((long At, ToldFile File, ToldRow Row) held, long? until) => string.Create(
        CultureInfo.InvariantCulture, $"{held.Row.Id}|{held.Row.Changed}|{held.Row.Values}|{held.File.Load}|{held.At}|{until}");

    private static IEnumerable<(ToldFile File, ToldRow Row, int Place)> All(IEnumerable<ToldFile> files) =>
        files.SelectMany(file => file.Rows.Select((row, place) => (file, row, place)));
}
