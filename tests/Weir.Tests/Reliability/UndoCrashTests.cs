using System.Globalization;
using System.Text;

using Weir.Local.Warehouses;
using Weir.Tests.Local.Warehouses.Merging;

using Xunit.Abstractions;

namespace Weir.Tests.Reliability;

/// <summary>Kills a process that replaces, merges and unloads: tables hold what the history says is loaded, and nothing else.</summary>
public sealed class UndoCrashTests(ITestOutputHelper output)
{
    private const int Ids = 400;

    private const string Columns =
        "columns: { id: { type: integer }, changed: { type: date }, gone: { type: boolean }, a: { type: integer }, b: { type: varchar } }";

    private const string Yaml =
        """
        project: crash
        buckets: { raw: {} }
        tables:
          merged:
            source: raw/**.ndjson
            write_disposition: merge
            primary_key: [id]
            COLUMNS
          told:
            source: raw/**.ndjson
            write_disposition: scd2
            primary_key: [id]
            COLUMNS
          snapshots:
            source: raw/**.ndjson
            write_disposition: scd2
            primary_key: [id]
            scd2: { missing: close }
            COLUMNS
          replaced:
            source: raw/**.ndjson
            write_disposition: replace
            COLUMNS
        """;

    private static readonly bool IsLong = Environment.GetEnvironmentVariable("WEIR_LONG_TESTS") == "1";

    [Fact]
    public async Task However_often_it_is_killed_tables_hold_what_is_loaded()
    {
        var seed = int.Parse(Environment.GetEnvironmentVariable("WEIR_SEED") ?? $"{Random.Shared.Next()}", CultureInfo.InvariantCulture);
        output.WriteLine($"WEIR_SEED={seed}");
        var random = new Random(seed);
        var folder = Directory.CreateTempSubdirectory("weir-undo-crash-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "weir.yaml"), Yaml.Replace("COLUMNS", Columns, StringComparison.Ordinal));
        var files = new Dictionary<string, IReadOnlyList<ToldRow>>();
        for (var kill = 0; kill < (IsLong ? 100 : 4); kill++)
        {
            using var worker = WorkerProcess.Start(folder);
            Assert.True(await worker.ReadyAsync(), "The worker did not start.");
            for (var n = 0; n < 3; n++)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"raw/{kill}-{n}.ndjson");
                files[name] = [.. Enumerable.Range(0, Ids).Where(_ => random.Next(3) > 0).Select(id => new ToldRow(id, null, false, random.Next(2), "x"))];
                Assert.True(await worker.PutAsync([(name, Content(files[name]))]));
            }

            if (kill > 0)
            {
                await worker.WhenIdleAsync();
            }

            var undone = Enumerable.Range(0, 6).Select(_ => worker.UnloadAsync(random.Next(1, (kill + 1) * 12))).ToList();
            await Task.Delay(random.Next(120));
            await worker.KillAsync();
            await Task.WhenAll(undone);
        }

        using (var last = WorkerProcess.Start(folder))
        {
            Assert.True(await last.ReadyAsync(), "The worker did not start.");
            await last.WhenIdleAsync();
            await last.StopAsync();
        }

        using (var store = DuckDbStore.Open(Path.Combine(folder, ".weir", "local", "warehouse.db")))
        {
            var replaced = (await LoadedAsync(store, "replaced", files)).MaxBy(file => file.Version);
            Assert.Equal(Sorted(NaiveTables.Merged(await LoadedAsync(store, "merged", files), sorts: false, removes: false)), await FoundAsync(store, "merged"));
            Assert.Equal(Sorted(NaiveTables.Told(await LoadedAsync(store, "told", files), sorts: false, removes: false)), await FoundAsync(store, "told"));
            Assert.Equal(
                Sorted(NaiveTables.Snapshots(await LoadedAsync(store, "snapshots", files), Ids, sorts: false, removes: false)),
                await FoundAsync(store, "snapshots"));
            Assert.Equal(
                Sorted(NaiveTables.Merged(replaced is null ? [] : [replaced], sorts: false, removes: false)), await FoundAsync(store, "replaced"));
        }

        Directory.Delete(folder, recursive: true);
    }

    private static List<string> Sorted(IEnumerable<string> rows) => [.. rows.Order(StringComparer.Ordinal)];

    private static byte[] Content(IEnumerable<ToldRow> rows) => Encoding.UTF8.GetBytes(string.Join(
        '\n', rows.Select(row => string.Create(CultureInfo.InvariantCulture, $$"""{"id":{{row.Id}},"gone":false,"a":{{row.A}},"b":"{{row.B}}"}"""))));

    /// <summary>The files that a table's history has as loaded, each with its last load.</summary>
    private static async Task<List<ToldFile>> LoadedAsync(DuckDbStore store, string table, Dictionary<string, IReadOnlyList<ToldRow>> files)
    {
        var loaded = new List<ToldFile>();
        await using var reader = await new DuckDbQueries(store, []).QueryAsync(
            $"""
            SELECT file, version, load_id FROM (
                SELECT * FROM weir.load_history WHERE table_name = '{table}' QUALIFY row_number() OVER (PARTITION BY version ORDER BY load_id DESC) = 1)
            WHERE status = 'LOADED'
            """,
            default);
        while (await reader.ReadAsync())
        {
            loaded.Add(new ToldFile(reader.GetInt64(1), true, files[reader.GetString(0)]) { Load = reader.GetInt64(2) });
        }

        return loaded;
    }

    private static async Task<List<string>> FoundAsync(DuckDbStore store, string table)
    {
        var times = table is "told" or "snapshots" ? ", '|', epoch_us(valid_from), '|', epoch_us(valid_to)" : "";
        await using var reader = await new DuckDbQueries(store, []).QueryAsync(
            $"SELECT concat(id, '||', if(gone, 'True', 'False'), '|', a, '|', b, '|', _weir_load_id{times}) FROM {table}", default);
        var found = new List<string>();
        while (await reader.ReadAsync())
        {
            found.Add(reader.GetString(0));
        }

        return Sorted(found);
    }
}
