using Weir.Tests.Flow;

namespace Weir.Tests.Reliability;

/// <summary>
/// Files that are broken in every way there is, each into a table of its own: their good rows load, the others are in the
/// quarantine with file, line, reason and text, and the counts add up.
/// </summary>
public sealed class HostileFilesTests
{
    private const int MaxRaw = 64 << 10;

    [Theory]
    [InlineData("csv", true)]
    [InlineData("csv", false)]
    [InlineData("json", true)]
    [InlineData("json", false)]
    public async Task Good_rows_load_and_bad_ones_are_quarantined(string format, bool declared)
    {
        var files = format == "csv" ? HostileContents.Csv : HostileContents.Json;
        await using var world = await World.StartAsync(Yaml(format, declared, files.Count));
        await world.PutAsync([.. files.Select((file, n) => ($"raw/{n}/x.{Ending(format, file)}", file.Content))]);
        await world.WhenIdleAsync();

        var wrong = new List<string>();
        for (var n = 0; n < files.Count; n++)
        {
            var expected = declared ? files[n].Rows.Declared : files[n].Rows.Inferred;
            var found = await OutcomeAsync(world, n);
            if (found != expected && !(expected.StartsWith('?') && found.EndsWith(expected[1..], StringComparison.Ordinal)))
            {
                wrong.Add($"{files[n].Name}: {found} instead of {expected}");
            }
        }

        Assert.Empty(wrong);
        Assert.All(world.Recorder.Failed, failed => Assert.Equal("WEIR6130", failed.Failure.Code));
        Assert.Empty(await world.QueryAsync("SELECT file FROM weir.load_history WHERE rows_parsed <> rows_loaded + rows_quarantined"));
        Assert.Empty(await world.QueryAsync(
            $"""
            SELECT q.file, line, reason FROM weir.quarantine q JOIN weir.load_history h USING (load_id)
            WHERE line IS NULL OR reason = '' OR strlen(raw) > {MaxRaw} OR q.file <> h.file OR first_error IS NULL
            """));
    }

    private static string Ending(string format, HostileFile file) => file.Ending switch
    {
        null => format,
        "gz" => $"{format}.gz",
        var ending => ending,
    };

    private static string Yaml(string format, bool declared, int tables) =>
        "project: hostile\nbuckets:\n  raw: {}\ntables:\n" + string.Concat(Enumerable.Range(0, tables).Select(n =>
            $"  t{n}:\n    source: raw/{n}/**\n    format: {format}\n"
            + (declared ? "    columns:\n      id: { type: bigint }\n      text: { type: varchar }\n" : "")));

    /// <summary>What the ledger says, when that is what is there.</summary>
    private static async Task<string> OutcomeAsync(World world, int n)
    {
        var told = await world.QueryAsync(
            $"SELECT concat(rows_loaded, '+', rows_quarantined) FROM weir.load_history WHERE table_name = 't{n}'");
        if (told.Count == 0)
        {
            return "none";
        }

        var there = await world.QueryAsync(
            $"SELECT concat((SELECT count(*) FROM t{n}), '+', (SELECT count(*) FROM weir.quarantine WHERE table_name = 't{n}'))");
        return told.SequenceEqual(there) ? told[0] : $"{string.Join(' ', told)} in the ledger and {there[0]} in the tables";
    }
}
