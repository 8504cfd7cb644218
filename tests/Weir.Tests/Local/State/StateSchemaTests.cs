using Weir.Deliveries;
using Weir.Engine.Events;
using Weir.Events;
using Weir.Local;
using Weir.Local.Sqlite;
using Weir.Local.State;

namespace Weir.Tests.Local.State;

public sealed class StateSchemaTests : IDisposable
{
    private static readonly Subscriber Orders = new(SubscriberKind.Table, "orders");

    /// <summary>Before runs had one row each, an attempt that was to be tried again could be written twice.</summary>
    private const string Retried =
        """
        INSERT INTO runs (id, pipeline, event, attempt, revision, state, started_at, finished_at)
        VALUES (zeroblob(16), 'p', zeroblob(16), 1, 'r', 'retrying', 0, 0)
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("weir-schema-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>What each version brought, taken back.</summary>
    private static readonly string[][] Changes =
    [
        ["ALTER TABLE deliveries DROP COLUMN lost"],
        ["ALTER TABLE events DROP COLUMN generation", "ALTER TABLE outbox DROP COLUMN generation"],
        ["DROP INDEX run_ids", "DROP TABLE run_steps", Retried, Retried],
        ["DROP TABLE datasets"],
        ["DROP TABLE schedules"],
        ["ALTER TABLE run_steps DROP COLUMN output", "ALTER TABLE run_steps DROP COLUMN log"],
        [
            "DROP TABLE signals", "DROP INDEX runs_waiting", "ALTER TABLE runs DROP COLUMN wake_at", "ALTER TABLE runs DROP COLUMN concurrency",
            "ALTER TABLE runs DROP COLUMN delivery", "ALTER TABLE run_steps DROP COLUMN wake_at", "ALTER TABLE events DROP COLUMN not_before",
            "ALTER TABLE outbox DROP COLUMN not_before",
        ],
        ["DROP TABLE alarms"],
        ["DROP TABLE dedupe_keys", "ALTER TABLE events DROP COLUMN dedupe"],
        ["DROP INDEX run_steps_log_until", "ALTER TABLE run_steps DROP COLUMN log_until"],
        ["ALTER TABLE schedules DROP COLUMN fired", "DROP TABLE schedule_pauses"],
        [
            "ALTER TABLE events DROP COLUMN revision", "ALTER TABLE outbox DROP COLUMN revision", "ALTER TABLE runs DROP COLUMN pinned",
            "ALTER TABLE run_steps DROP COLUMN revision",
        ],
        ["ALTER TABLE events DROP COLUMN trace", "ALTER TABLE outbox DROP COLUMN trace"],
        ["DROP TABLE object_attributes"],
        [
            "DROP TABLE users", "DROP TABLE tokens", "DROP TABLE sessions", "DROP TABLE audit", "DROP INDEX runs_of_tenants", "ALTER TABLE runs DROP COLUMN tenant",
        ],
        ["DROP INDEX runs_of_pipelines", "DROP INDEX runs_unwell"],
        ["DROP INDEX events_of_runs"],
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    public async Task A_file_of_an_older_schema_is_brought_up_to_date_with_all_it_holds(int version)
    {
        var happened = new Event { Id = EventId.New(TimeProvider.System), Type = "tick", Time = DateTimeOffset.UnixEpoch };
        using (var environment = await OpenAsync())
        {
            await environment.Events.AppendAsync([new RoutedEvent(happened, [Orders])], default);
        }

        using (var database = Database.Open(Path.Combine(_folder, ".weir", "local", "state.db"), readOnly: false))
        {
            Changes.Skip(version - 1).Reverse().SelectMany(change => change).ToList().ForEach(database.Execute);
            database.Execute($"PRAGMA user_version = {version}");
        }

        for (var open = 0; open < 2; open++)
        {
            using var environment = await OpenAsync();
            var delivery = Assert.Single(await environment.Deliveries.LeaseAsync(Orders, 10, TimeSpan.FromMinutes(1), default));
            await environment.Deliveries.BeginAsync([delivery], default);
            Assert.Equal((happened, open), (delivery.Event, delivery.LostAttempts));
            Assert.Null(await environment.Datasets.FindAsync("p/s/1", default));
        }

        using var updated = Database.Open(Path.Combine(_folder, ".weir", "local", "state.db"), readOnly: true);
        Assert.Equal(StateSchema.Version, updated.Scalar("PRAGMA user_version"));
        Assert.Equal(version < 4 ? 1 : 0, updated.Scalar("SELECT count(*) FROM runs"));
    }

    private Task<LocalEnvironment> OpenAsync() =>
        LocalEnvironment.OpenAsync(_folder, "local", [], TimeSpan.Zero, TimeProvider.System, default);
}
