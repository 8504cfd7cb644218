using System.Text.Json;

using Weir.Deliveries;
using Weir.Engine.Events;
using Weir.Engine.Notifications;
using Weir.Engine.Outbox;
using Weir.Engine.Triggers;
using Weir.Events;
using Weir.Local;
using Weir.Local.Reconciliations;
using Weir.Local.Warehouses;
using Weir.Project;

namespace Weir.Tests.Flow;

/// <summary>What is committed in the warehouse becomes events, which start pipelines.</summary>
public sealed class WarehouseEventsTests
{
    private const string Yaml =
        """
        project: news
        buckets:
          raw: {}
          news: {}
        tables:
          orders:
            source: raw/orders/*.csv
        reconciliations:
          ones:
            source: { query: SELECT 1 AS id }
            target: { query: SELECT 1 AS id }
            key: [id]
          others:
            source: { query: SELECT 1 AS id UNION ALL SELECT 2 }
            target: { query: SELECT 1 AS id }
            key: [id]
        pipelines:
          tell-changes:
            triggers: [{ schema_change: ORDERS }]
            steps:
              - copy: { from: raw/template.txt, to: "news/{{event.table}}-{{event.load_id}} {{event.changes}} by {{event.file}}" }
          tell-differences:
            triggers:
              - { reconciliation: ones, on: difference }
              - { reconciliation: others, on: difference }
            steps:
              - copy: { from: raw/template.txt, to: "news/{{event.reconciliation}} {{event.outcome}} {{event.missing_in_target}} of {{event.source_rows}}{{event.verified_through}}" }
          tell-all:
            triggers: [{ reconciliation: ones }]
            steps:
              - copy: { from: raw/template.txt, to: "news/all {{event.reconciliation}} {{event.outcome}}" }
        """;

    [Fact]
    public async Task A_change_of_a_table_that_stood_there_starts_a_pipeline()
    {
        await using var world = await World.StartAsync(Yaml);
        await world.PutAsync(("raw/template.txt", "news"u8.ToArray()));
        await world.PutAsync("raw/orders/1.csv", "id,amount\n1,2\n");
        await world.WhenIdleAsync();
        Assert.Empty(await NewsAsync(world));

        await world.PutAsync("raw/orders/2.csv", "id,amount,tip\n2,2.5,3\n");
        await world.WhenIdleAsync();

        Assert.Equal(
            ["orders-2 amount widened from bigint to double, tip added as bigint by raw/orders/2.csv"],
            (await NewsAsync(world)).Order());
        var logged = Assert.Single(await world.Environment.Events.ListAsync(100, null, default), e => e.Event.Type == Event.SchemaChanged);
        Assert.Equal("orders", JsonElement.Parse(logged.Event.Data!).GetProperty("table").GetString());
        Assert.Equal(["0"], await world.QueryAsync("SELECT count(*) FROM weir.outbox"));
    }

    [Fact]
    public async Task A_child_table_that_is_made_later_is_a_change_of_its_table()
    {
        await using var world = await World.StartAsync(
            """
            project: news
            buckets: { raw: {}, news: {} }
            tables:
              orders: { source: raw/orders/*.json }
            pipelines:
              tell:
                triggers: [{ schema_change: orders }]
                steps: [{ copy: { from: raw/template.txt, to: "news/{{event.table}}: {{event.changes}}" } }]
            """);
        await world.PutAsync("raw/template.txt", "news");
        await world.PutAsync("raw/orders/1.json", """{"id":1,"tags":["a"]}""");
        await world.WhenIdleAsync();
        Assert.Empty(await NewsAsync(world));

        await world.PutAsync("raw/orders/2.json", """{"id":2,"lines":[{"sku":"A","parts":[1]}]}""");
        await world.WhenIdleAsync();

        Assert.Equal(["orders: orders__lines made"], await NewsAsync(world));
    }

    [Fact]
    public async Task The_end_of_a_reconciliation_starts_those_who_want_to_know()
    {
        var folder = Directory.CreateTempSubdirectory("weir-news-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "weir.yaml"), Yaml);
            await using (var before = await World.OpenAsync(folder))
            {
                await before.PutAsync(("raw/template.txt", "news"u8.ToArray()));
            }

            await ReconcileAsync(folder, "ones", "others");

            // The process that compared has ended before it told of it.
            await using var world = await World.OpenAsync(folder);
            await world.WhenIdleAsync();

            Assert.Equal(["all ones match", "others difference 1 of 2"], (await NewsAsync(world)).Order());
            Assert.Equal(["2|0"], await world.QueryAsync("SELECT (SELECT count(*) FROM weir.reconciliations), (SELECT count(*) FROM weir.outbox)"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task What_was_told_when_the_process_ended_is_not_told_twice()
    {
        var folder = Directory.CreateTempSubdirectory("weir-news-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "weir.yaml"), Yaml);
            await ReconcileAsync(folder, "others");
            using var environment = await LocalEnvironment.OpenAsync(folder, "local", [], TimeSpan.Zero, TimeProvider.System, default);
            using var store = DuckDbStore.Open(Path.Combine(environment.Folder, "warehouse.db"));
            var events = new DuckDbEvents(store);
            var router = new Router(ProjectReader.Read(folder).Definition!);
            OutboxTrigger Lifting(IPostedEvents from) => new(from, environment.Events, router, new SilentObserver());

            await Assert.ThrowsAsync<OperationCanceledException>(() => Lifting(new Unremoved(events)).PumpAsync(default));
            Assert.Equal(1, events.Waiting);
            Assert.True(await Lifting(events).PumpAsync(default));
            Assert.False(await Lifting(events).PumpAsync(default));

            var logged = Assert.Single(await environment.Events.ListAsync(100, null, default));
            Assert.Equal((Event.ReconciliationFinished, 1, 0L), (logged.Event.Type, logged.Waiting, events.Waiting));
            Assert.Equal(new Subscriber(SubscriberKind.Pipeline, "tell-differences"), Assert.Single(router.Route(logged.Event).Subscribers));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task ReconcileAsync(string folder, params string[] names)
    {
        var project = ProjectReader.Read(folder).Definition!;
        var environment = Directory.CreateDirectory(Path.Combine(folder, ".weir", "local")).FullName;
        using var store = DuckDbStore.Open(Path.Combine(environment, "warehouse.db"));
        foreach (var name in names)
        {
            await new DuckDbReconciler(store, Outside.None, _ => "", TimeProvider.System).ReconcileAsync(project.Reconciliations[name], full: false, default);
        }

        Assert.Equal(names.Length, store.Events.Waiting);
    }

    private static async Task<IReadOnlyList<string>> NewsAsync(World world) =>
        [.. (await world.Environment.Objects.ListAsync("news", "", null, 100, default)).Select(found => found.Name.Key)];

    /// <summary>The process ends when events have reached the log and not left the outbox.</summary>
    private sealed class Unremoved(IPostedEvents events) : IPostedEvents
    {
        public Task<IReadOnlyList<Event>> TakeAsync(int limit, CancellationToken cancellationToken) => events.TakeAsync(limit, cancellationToken);

        public Task RemoveAsync(IReadOnlyList<Event> removed, CancellationToken cancellationToken) => throw new OperationCanceledException();

        public Task WaitAsync(CancellationToken cancellationToken) => events.WaitAsync(cancellationToken);
    }
}
