using System.Globalization;
using System.Text;

using Weir.Tests.Flow;
using Weir.Tests.Lake;

using Xunit.Abstractions;

namespace Weir.Tests.Reliability;

/// <summary>The process is killed while it writes, replaces, merges and compacts Parquet files.</summary>
public sealed class LakeCrashTests(ITestOutputHelper output)
{
    private const int Rows = 400;
    private const int Months = 4;

    private static readonly bool IsLong = Environment.GetEnvironmentVariable("WEIR_LONG_TESTS") == "1";

    private const string Yaml =
        """
        project: crash
        buckets: { raw: {}, lake: {} }
        tables:
          orders:
            source: raw/orders/**.ndjson
            storage: { parquet: lake/orders, partition_by: [month(at)] }
            columns: { id: { type: integer }, at: { type: timestamp }, n: { type: integer } }
          newest:
            source: raw/newest/**.ndjson
            write_disposition: replace
            storage: { parquet: lake/newest, partition_by: [month(at)] }
            columns: { id: { type: integer }, at: { type: timestamp }, n: { type: integer } }
          parted:
            source: raw/parted/**.ndjson
            write_disposition: replace
            storage: { parquet: lake/parted, partition_by: [month(at)], replace: partitions }
            columns: { id: { type: integer }, at: { type: timestamp }, n: { type: integer } }
          merged:
            source: raw/merged/**.ndjson
            write_disposition: merge
            primary_key: [id]
            storage: { parquet: lake/merged, partition_by: [month(at)] }
            columns: { id: { type: integer }, at: { type: timestamp }, n: { type: integer } }
        """;

    [Fact]
    public async Task However_often_it_is_killed_every_load_is_in_the_files_whole_and_once()
    {
        var seed = int.Parse(Environment.GetEnvironmentVariable("WEIR_SEED") ?? $"{Random.Shared.Next()}", CultureInfo.InvariantCulture);
        output.WriteLine($"WEIR_SEED={seed}");
        var random = new Random(seed);
        var folder = Directory.CreateTempSubdirectory("weir-crash-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "weir.yaml"), Yaml);
        var files = 0;
        for (var kill = 0; kill < (IsLong ? 150 : 6); kill++)
        {
            using var worker = WorkerProcess.Start(folder);
            Assert.True(await worker.ReadyAsync(), "The worker did not start.");
            for (var n = 0; n < 3; n++)
            {
                var content = Content(files++);
                Assert.True(await worker.PutAsync(
                    [
                        ($"raw/orders/{files}.ndjson", content), ($"raw/newest/{files}.ndjson", content),
                        ($"raw/parted/{files}.ndjson", content), ($"raw/merged/{files}.ndjson", content),
                    ]));
            }

            // The first files of a table may still be on their way.
            await WhenLoadedAsync(kill, worker);
            var compacting = Task.WhenAll(worker.CompactAsync("orders"), worker.CompactAsync("merged"));
            await Task.Delay(random.Next(350));
            await worker.KillAsync();
            await compacting;
        }

        using (var last = WorkerProcess.Start(folder))
        {
            Assert.True(await last.ReadyAsync(), "The worker did not start.");
            await last.WhenIdleAsync();
            await last.StopAsync();
        }

        await using (var world = await World.OpenAsync(folder))
        {
            foreach (var (table, rows, loads) in new[] { ("orders", files * Rows, files), ("newest", Rows, 1), ("parted", Rows, 1), ("merged", Rows, 1) })
            {
                var all = $"{rows}|{loads}|{(table == "orders" ? Enumerable.Range(0, files).Sum() : files - 1) * Rows}|{files}";
                Assert.Equal([all], await world.QueryAsync(
                    $"SELECT count(*), count(DISTINCT _weir_load_id), sum(n)::BIGINT, (SELECT count(*) FROM weir.load_history WHERE table_name = '{table}') FROM {table}"));
                var shown = Path.Combine(world.Environment.Folder, "buckets", "lake", table);
                Assert.Equal([$"{rows}|{loads}"], await world.QueryAsync(
                    $"SELECT count(*), count(DISTINCT _weir_load_id) FROM read_parquet('{shown}/**/*.parquet')"));
                Assert.Equal(
                    await world.QueryAsync($"SELECT file FROM weir.parquet_files WHERE table_name = '{table}' ORDER BY file"),
                    LakeProject.Files(Path.Combine(world.Environment.Folder, "lake", table)));
            }
        }

        Directory.Delete(folder, recursive: true);
    }

    private static Task WhenLoadedAsync(int kill, WorkerProcess worker) => kill == 0 ? worker.WhenIdleAsync() : Task.CompletedTask;

    private static byte[] Content(int number) => Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, Rows).Select(i =>
        string.Create(CultureInfo.InvariantCulture, $"{{\"id\":{i},\"at\":\"2026-0{1 + ((i + number) % Months)}-01\",\"n\":{number}}}"))));
}
