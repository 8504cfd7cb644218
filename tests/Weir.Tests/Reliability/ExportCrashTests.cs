using System.Globalization;
using System.Text;

using Weir.Events;
using Weir.Local;
using Weir.Project;
using Weir.Tests.Flow;

using Xunit.Abstractions;

namespace Weir.Tests.Reliability;

/// <summary>The process is killed while pipelines export: every export is there whole, or not at all yet, and is made once.</summary>
public sealed class ExportCrashTests(ITestOutputHelper output)
{
    private const int Rows = 300;
    private const int Regions = 5;

    private const string Yaml =
        """
        project: crash
        buckets:
          raw: {}
          out: {}
          open: { path: ./open }
        pipelines:
          parted:
            triggers: [{ object_created: raw/go/* }]
            steps:
              - export: { table: orders, to: "out/{{event.name}}/", partition_by: [region] }
              - export: { query: "SELECT count(*) AS rows FROM orders", to: "out/counts/{{event.name}}.csv" }
          seen:
            triggers: [{ object_created: raw/go/* }]
            steps:
              - export: { table: orders, to: "open/{{event.name}}/", partition_by: [region], format: csv, replace: true }
        tables:
          orders:
            source: raw/orders.csv
            columns: { id: { type: integer }, region: { type: integer } }
          again:
            source: out/*/region=*/*.parquet
            columns: { id: { type: integer } }
        """;

    private static readonly bool IsLong = Environment.GetEnvironmentVariable("WEIR_LONG_TESTS") == "1";

    [Fact]
    public async Task However_often_it_is_killed_every_export_is_whole_and_made_once()
    {
        var seed = int.Parse(Environment.GetEnvironmentVariable("WEIR_SEED") ?? $"{Random.Shared.Next()}", CultureInfo.InvariantCulture);
        output.WriteLine($"WEIR_SEED={seed}");
        var random = new Random(seed);
        var folder = Directory.CreateTempSubdirectory("weir-crash-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "weir.yaml"), Yaml);
        var asked = new List<string>();
        for (var kill = 0; kill < (IsLong ? 150 : 6); kill++)
        {
            using var worker = WorkerProcess.Start(folder);
            Assert.True(await worker.ReadyAsync(), "The worker did not start.");
            if (kill == 0)
            {
                Assert.True(await worker.PutAsync([("raw/orders.csv", Orders())]));
                await worker.WhenIdleAsync();
            }

            for (var n = 0; n < 3; n++)
            {
                asked.Add(string.Create(CultureInfo.InvariantCulture, $"{kill}-{n}"));
                Assert.True(await worker.PutAsync([($"raw/go/{asked[^1]}", [(byte)n])]));
            }

            await Task.Delay(random.Next(250));
            await worker.KillAsync();
            await CheckAsync(folder, asked, mayLack: true);
        }

        using (var last = WorkerProcess.Start(folder))
        {
            Assert.True(await last.ReadyAsync(), "The worker did not start.");
            await last.WhenIdleAsync();
            await last.StopAsync();
        }

        await CheckAsync(folder, asked, mayLack: false);
        await using (var world = await World.OpenAsync(folder))
        {
            Assert.Equal(
                [$"{Rows * asked.Count}|{Regions * asked.Count}"],
                await world.QueryAsync("SELECT count(*), (SELECT count(*) FROM weir.load_history WHERE table_name = 'again') FROM again"));
        }

        Directory.Delete(folder, recursive: true);
    }

    private static byte[] Orders() => Encoding.UTF8.GetBytes(
        "id,region\n" + string.Concat(Enumerable.Range(0, Rows).Select(id => string.Create(CultureInfo.InvariantCulture, $"{id},{id % Regions}\n"))));

    private static async Task CheckAsync(string folder, List<string> asked, bool mayLack)
    {
        var project = ProjectReader.Read(folder).Definition!;
        using var environment = await LocalEnvironment.OpenAsync(
            folder, "local", [.. project.Buckets.Values], TimeSpan.FromSeconds(5), TimeProvider.System, default);
        Assert.Empty((await environment.DeadLetters.ListAsync(10, default)).Select(letter => $"{letter.Subscriber} {letter.Failure}"));
        foreach (var name in asked)
        {
            var files = await environment.Objects.ListAsync("out", name + "/", null, 100, default);
            Assert.True(files.Count == Regions || (mayLack && files.Count == 0), $"out/{name}/ has {files.Count} files");

            // In an ordinary folder files come one by one; a run that is tried again puts it right.
            var others = await environment.Objects.ListAsync("open", name + "/", null, 100, default);
            Assert.True(others.Count == Regions || (mayLack && others.Count < Regions), $"open/{name}/ has {others.Count} files");
        }

        var told = (await environment.Events.ListAsync(100_000, null, default))
            .Where(logged => logged.Event.Type == Event.ObjectCreated && logged.Event.Object!.Name.Bucket == "out")
            .CountBy(logged => logged.Event.Object!.Name);
        Assert.DoesNotContain(told, one => one.Value != 1);
        Assert.True(mayLack || told.Count() == asked.Count * (Regions + 1), $"{told.Count()} files were told of");
    }
}
