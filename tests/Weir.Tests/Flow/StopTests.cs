using Weir.Buckets;
using Weir.Deliveries;
using Weir.Engine.Objects;
using Weir.Local;

namespace Weir.Tests.Flow;

/// <summary>An orderly stop while work is under way, and runs that take longer than others.</summary>
public sealed class StopTests : IDisposable
{
    private const string Yaml =
        """
        project: stops
        buckets:
          raw: {}
          curated: {}
        pipelines:
          curate:
            triggers:
              - object_created: raw/**
            steps:
              - copy:
                  from: "{{event.bucket}}/{{event.key}}"
                  to: "curated/{{event.key}}"
        tables:
          lines:
            source: raw/**.json
            columns:
              n: { type: integer }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("weir-stop-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_stop_while_work_is_under_way_costs_no_attempt_and_the_next_start_serves_it_at_once()
    {
        // The first stop finds attempts that nobody counted; the others find them counted on disk.
        for (var stop = 0; stop < 3; stop++)
        {
            var (copying, loading) = (new TaskCompletionSource(), new TaskCompletionSource());
            await using var world = await World.StartAsync(Yaml, _folder, change: ports => ports with
            {
                Objects = Held(ports.Objects, copying),
                Warehouse = new HeldWarehouse(ports.Warehouse, loading),
            });
            if (stop == 0)
            {
                await world.PutAsync("raw/slow.json", """{"n":1}""");
            }

            await Task.WhenAll(copying.Task, loading.Task).WaitAsync(TimeSpan.FromSeconds(30));
        }

        using var environment = await LocalEnvironment.OpenAsync(
            _folder,
            "local",
            [new BucketDefinition { Name = "raw" }, new BucketDefinition { Name = "curated" }],
            TimeSpan.Zero,
            TimeProvider.System,
            default);
        foreach (var subscriber in new[] { new Subscriber(SubscriberKind.Pipeline, "curate"), new Subscriber(SubscriberKind.Table, "lines") })
        {
            var delivery = Assert.Single(await environment.Deliveries.LeaseAsync(subscriber, 10, TimeSpan.FromMinutes(1), default));
            Assert.Equal((1, 0), (delivery.Attempt, delivery.LostAttempts));
        }
    }

    [Fact]
    public async Task A_slow_run_does_not_hold_up_the_others_of_its_pipeline()
    {
        var (reading, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var world = await World.StartAsync(
            Yaml, _folder, change: ports => ports with { Objects = Held(ports.Objects, reading, go.Task) });
        await world.PutAsync("raw/slow.bin", "slow");
        await reading.Task.WaitAsync(TimeSpan.FromSeconds(30));

        for (var batch = 0; batch < 3; batch++)
        {
            await world.PutAsync([.. Enumerable.Range(0, 600).Select(n => ($"raw/{batch}/{n}.bin", new byte[] { 1 }))]);
        }

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (world.Recorder.Runs < 1_800)
        {
            await Task.Delay(5, patience.Token);
        }

        go.SetResult();
        await world.WhenIdleAsync();
        Assert.Equal(1_801, world.Recorder.Runs);
    }

    private static WatchedObjects Held(IObjectStore objects, TaskCompletionSource reading, Task? go = null) => new(
        objects,
        (version, content) => version.Name.Key.Contains("slow", StringComparison.Ordinal)
            ? new HeldStream(content, reading, go ?? Task.Delay(Timeout.Infinite))
            : content);
}
