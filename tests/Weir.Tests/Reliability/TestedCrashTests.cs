using System.Globalization;
using System.Text;

using Weir.Local.Warehouses;

using Xunit.Abstractions;

namespace Weir.Tests.Reliability;

/// <summary>The process is killed while it tests rows: those of files that fail are never seen.</summary>
public sealed class TestedCrashTests(ITestOutputHelper output)
{
    private const int Rows = 3000;

    private const string Yaml =
        """
        project: crash
        buckets:
          raw: {}
        tables:
          t:
            source: raw/**.ndjson
            columns:
              id: { type: integer }
              name: { type: varchar }
            tests:
              - not_null: [name]
              - unique: [id]
              - sql: SELECT * FROM staged WHERE name = 'wrong'
        """;

    [Fact]
    public async Task However_often_it_is_killed_files_are_published_whole_or_not_at_all()
    {
        var seed = int.Parse(Environment.GetEnvironmentVariable("WEIR_SEED") ?? $"{Random.Shared.Next()}", CultureInfo.InvariantCulture);
        output.WriteLine($"WEIR_SEED={seed}");
        var random = new Random(seed);
        var folder = Directory.CreateTempSubdirectory("weir-crash-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "weir.yaml"), Yaml);
        var kinds = new Dictionary<string, string>();
        for (var kill = 0; kill < 5; kill++)
        {
            using var worker = WorkerProcess.Start(folder);
            Assert.True(await worker.ReadyAsync(), "The worker did not start.");
            for (var n = 0; n < 6; n++)
            {
                var (name, kind) = ($"raw/{kill}-{n}.ndjson", (string[])["good", "lacking", "good", "wrong", "twice", "good"]);
                kinds[name] = kind[n];
                Assert.True(await worker.PutAsync([(name, Content(kinds.Count * Rows, kind[n]))]));
            }

            await Task.Delay(random.Next(300));
            await worker.KillAsync();
        }

        using (var last = WorkerProcess.Start(folder))
        {
            Assert.True(await last.ReadyAsync(), "The worker did not start.");
            await last.WhenIdleAsync();
            await last.StopAsync();
        }

        Assert.Equal(
            kinds.Select(k => k.Value == "good" ? $"{k.Key}|LOADED|{Rows}|0" : $"{k.Key}|LOAD_FAILED|0|{Rows}").Order(StringComparer.Ordinal),
            await FoundAsync(folder));
        Directory.Delete(folder, recursive: true);
    }

    private static byte[] Content(int firstId, string kind)
    {
        var lines = Enumerable.Range(0, Rows).Select(i => (i == Rows / 2 ? kind : "good") switch
        {
            "lacking" => $$"""{"id":{{firstId + i}}}""",
            "twice" => $$"""{"id":{{firstId}},"name":"x"}""",
            "wrong" => $$"""{"id":{{firstId + i}},"name":"wrong"}""",
            _ => $$"""{"id":{{firstId + i}},"name":"x"}""",
        });
        return Encoding.UTF8.GetBytes(string.Join('\n', lines));
    }

    private static async Task<List<string>> FoundAsync(string folder)
    {
        using var store = DuckDbStore.Open(Path.Combine(folder, ".weir", "local", "warehouse.db"));
        await using var reader = await new DuckDbQueries(store, []).QueryAsync(
            """
            SELECT concat_ws('|', file, status,
              (SELECT count(*) FROM t WHERE t._weir_load_id = h.load_id), (SELECT count(*) FROM weir.failed_rows AS f WHERE f.load_id = h.load_id))
            FROM weir.load_history AS h ORDER BY file
            """,
            default);
        var found = new List<string>();
        while (await reader.ReadAsync())
        {
            found.Add(reader.GetString(0));
        }

        return found;
    }
}
