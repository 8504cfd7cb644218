using System.Text;

using Weir.Buckets;
using Weir.Local;
using Weir.Local.Warehouses;

namespace Weir.Tests.Reliability;

/// <summary>A file that ends the process whenever somebody reads it, among files that do no harm.</summary>
public sealed class PoisonTests : IDisposable
{
    private const string Yaml =
        """
        project: poison
        buckets:
          raw: {}
          curated: {}
          told: {}
        pipelines:
          curate:
            triggers:
              - object_created: raw/**.json
            steps:
              - copy:
                  from: "{{event.bucket}}/{{event.key}}"
                  to: "curated/{{event.key}}"
            retry: { max_attempts: 2 }
            always:
              - { if: "{{eq run.state 'failed'}}", publish: { topic: lost, message: { step: "{{run.failed_step}}", error: "{{run.error}}" } } }
          told:
            triggers: [{ message: lost }]
            steps: [{ copy: { from: raw/0.json, to: "told/{{event.message.step}}" } }]
        tables:
          lines:
            source: raw/**.json
            columns:
              n: { type: integer, nullable: false }
            retry: { max_attempts: 2 }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("weir-poison-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_deadly_file_is_given_up_and_all_others_are_carried_through()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "weir.yaml"), Yaml);
        using (var first = WorkerProcess.Start(_folder, isDeadly: true))
        {
            Assert.True(await first.ReadyAsync());
            await first.PutAsync([
                .. Enumerable.Range(0, 150).Select(Good), ("raw/poison.json", "{}"u8.ToArray()), .. Enumerable.Range(150, 150).Select(Good)]);
        }

        var isDone = false;
        for (var start = 0; start < 40 && !isDone; start++)
        {
            using var worker = WorkerProcess.Start(_folder, isDeadly: true);
            isDone = await worker.ReadyAsync() && await worker.IsIdleAsync();
            if (isDone)
            {
                await worker.StopAsync();
            }
        }

        Assert.True(isDone, "It dies for ever.");
        using var environment = await LocalEnvironment.OpenAsync(
            _folder,
            "local",
            [new BucketDefinition { Name = "raw" }, new BucketDefinition { Name = "curated" }, new BucketDefinition { Name = "told" }],
            TimeSpan.Zero,
            TimeProvider.System,
            default);
        var dead = await environment.DeadLetters.ListAsync(1_000, default);
        Assert.Equal(
            ["pipeline:curate raw/poison.json WEIR4011", "table:lines raw/poison.json WEIR4011"],
            dead.Select(l => $"{l.Subscriber} {l.Event.Object!.Name} {l.Failure.Code}").Order(StringComparer.Ordinal));
        Assert.All(dead, letter => Assert.InRange(letter.Attempts, 10, 12));
        Assert.Equal(300, (await environment.Objects.ListAsync("curated", "", null, 1_000, default)).Count);
        var told = Assert.Single(await environment.Objects.ListAsync("told", "", null, 10, default));
        Assert.Equal("copy-1", told.Name.Key);
        using var store = DuckDbStore.Open(Path.Combine(environment.Folder, "warehouse.db"));
        await using var reader = await new DuckDbQueries(store, []).QueryAsync("SELECT count(*), count(DISTINCT n) FROM lines", default);
        Assert.True(await reader.ReadAsync());
        Assert.Equal((300L, 300L), (reader.GetInt64(0), reader.GetInt64(1)));
    }

    private static (string Name, byte[] Content) Good(int n) => ($"raw/{n}.json", Encoding.UTF8.GetBytes($$"""{"n":{{n}}}"""));
}
