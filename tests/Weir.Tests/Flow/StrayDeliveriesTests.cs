using Weir.Deliveries;

namespace Weir.Tests.Flow;

/// <summary>Deliveries of pipelines and tables that were taken out of the project.</summary>
public sealed class StrayDeliveriesTests : IDisposable
{
    private const string Without =
        """
        project: strays
        buckets:
          raw: {}
          curated: {}
        """;

    private const string With = Without +
        """

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

    private readonly string _folder = Directory.CreateTempSubdirectory("weir-strays-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task They_become_dead_letters_and_are_carried_through_when_their_subscribers_are_back()
    {
        var loading = new TaskCompletionSource();
        await using (var before = await World.StartAsync(With, _folder, change: ports => ports with
        {
            Objects = new WatchedObjects(ports.Objects, (_, content) => new HeldStream(content, new(), Task.Delay(Timeout.Infinite))),
            Warehouse = new HeldWarehouse(ports.Warehouse, loading),
        }))
        {
            await before.PutAsync("raw/1.json", """{"n":1}""");
            await loading.Task.WaitAsync(TimeSpan.FromSeconds(30));
        }

        await using (var without = await World.StartAsync(Without, _folder))
        {
            await without.WhenIdleAsync();
            await AssertDeadAsync(without);

            // They bounce as long as nobody takes them.
            Assert.Equal(2, await without.Environment.DeadLetters.RedriveAsync(null, default));
            await without.WhenIdleAsync();
            await AssertDeadAsync(without);
        }

        await using var after = await World.StartAsync(With, _folder);
        Assert.Equal(2, await after.Environment.DeadLetters.RedriveAsync(null, default));
        await after.WhenIdleAsync();
        Assert.Equal(["1"], await after.QueryAsync("SELECT n FROM lines"));
        Assert.Single(await after.Environment.Objects.ListAsync("curated", "", null, 10, default));
    }

    private static async Task AssertDeadAsync(World world)
    {
        var dead = await world.Environment.DeadLetters.ListAsync(10, default);
        Assert.Equal(
            ["pipeline:curate WEIR4013 0", "table:lines WEIR4013 0"],
            dead.Select(l => $"{l.Subscriber} {l.Failure.Code} {l.Attempts}").Order(StringComparer.Ordinal));
        Assert.Contains(dead, l => l.Subscriber == new Subscriber(SubscriberKind.Table, "lines") && l.Failure.Message.Contains("table 'lines'", StringComparison.Ordinal));
    }
}
