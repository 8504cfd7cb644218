using System.Globalization;
using System.Text;

using Weir.Buckets;
using Weir.Datasets;
using Weir.Local;
using Weir.Project;

using Xunit.Abstractions;

namespace Weir.Tests.Reliability;

/// <summary>The process is killed while it publishes datasets: each is there whole, or not at all, and none is lost that was promised.</summary>
public sealed class DatasetCrashTests(ITestOutputHelper output)
{
    private const int Members = 40;

    private const string Yaml =
        """
        project: crash
        buckets:
          raw: {}
          open: { path: ./open }
        """;

    private static readonly bool IsLong = Environment.GetEnvironmentVariable("WEIR_LONG_TESTS") == "1";

    [Fact]
    public async Task However_often_it_is_killed_every_dataset_is_whole()
    {
        var seed = int.Parse(Environment.GetEnvironmentVariable("WEIR_SEED") ?? $"{Random.Shared.Next()}", CultureInfo.InvariantCulture);
        output.WriteLine($"WEIR_SEED={seed}");
        var random = new Random(seed);
        var folder = Directory.CreateTempSubdirectory("weir-crash-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "weir.yaml"), Yaml);
        var promised = new Dictionary<string, int> { ["raw"] = 0, ["open"] = 0 };
        for (var kill = 0; kill < (IsLong ? 150 : 8); kill++)
        {
            using var worker = WorkerProcess.Start(folder);
            Assert.True(await worker.ReadyAsync(), "The worker did not start.");
            Assert.True(await worker.PutAsync([.. Enumerable.Range(0, Members).Select(n => ($"raw/work/{n % 4}/{n}", Encoding.UTF8.GetBytes($"{kill}")))]));
            var working = promised.Keys.ToList().Select(bucket => Task.Run(async () =>
            {
                while (await worker.PublishAsync($"{bucket}/acme", "raw/work/"))
                {
                    lock (promised)
                    {
                        promised[bucket]++;
                    }
                }
            })).ToList();
            await Task.Delay(random.Next(400));
            await worker.KillAsync();
            await Task.WhenAll(working);
        }

        using (var last = WorkerProcess.Start(folder))
        {
            Assert.True(await last.ReadyAsync(), "The worker did not start.");
            foreach (var bucket in promised.Keys.ToList())
            {
                Assert.True(await last.PublishAsync($"{bucket}/acme", "raw/work/"));
                promised[bucket]++;
            }

            await last.WhenIdleAsync();
            await last.StopAsync();
        }

        output.WriteLine($"{promised["raw"]} and {promised["open"]} datasets were promised");
        await CheckAsync(folder, promised);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task CheckAsync(string folder, Dictionary<string, int> promised)
    {
        var project = ProjectReader.Read(folder).Definition!;
        using var environment = await LocalEnvironment.OpenAsync(
            folder, "local", [.. project.Buckets.Values], TimeSpan.FromSeconds(5), TimeProvider.System, default);
        foreach (var (bucket, count) in promised)
        {
            var root = new DatasetRoot(bucket, "acme/");
            var names = await environment.Datasets.ListAsync(root, null, int.MaxValue, default);
            Assert.InRange(names.Count, count, int.MaxValue);
            foreach (var name in names)
            {
                var members = await environment.Objects.ListAsync(bucket, root.FolderOf(name), null, 1_000, default);
                Assert.Equal(Members, members.Count);
                Assert.Single(members.Select(member => Read(environment, member)).Distinct());
            }
        }

        // What others see in the folder is what Weir knows.
        Assert.Equal(
            (await environment.Datasets.ListAsync(new DatasetRoot("open", "acme/"), null, int.MaxValue, default)).Select(name => name.ToString()).Order(StringComparer.Ordinal),
            Directory.EnumerateDirectories(Path.Combine(folder, "open", "acme", "datasets")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
    }

    private static string Read(LocalEnvironment environment, StoredObject member)
    {
        using var reader = new StreamReader(environment.Objects.OpenRead(member));
        return reader.ReadToEnd();
    }
}
