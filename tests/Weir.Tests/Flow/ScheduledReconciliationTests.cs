using Weir.Deliveries;
using Weir.Engine.Triggers.Schedules;
using Weir.Local;

namespace Weir.Tests.Flow;

/// <summary>Reconciliations that are made because it is time.</summary>
public sealed class ScheduledReconciliationTests
{
    private const string Yaml =
        """
        project: p
        buckets: { raw: }
        reconciliations:
          same:
            source: { query: SELECT 1 AS id }
            target: { query: SELECT 1 AS id }
            key: [id]
            schedule: { cron: "@yearly", timezone: Europe/Brussels }
          wrong:
            source: { query: SELECT 1 AS id }
            target: { query: FROM nowhere }
            key: [id]
            schedule: "@yearly"
          other:
            source: { query: SELECT 1 AS id }
            target: { query: SELECT 2 AS id }
            key: [id]
        """;

    [Fact]
    public async Task What_was_due_while_nothing_ran_is_compared_once_and_a_side_that_is_wrong_makes_a_dead_letter()
    {
        var folder = Directory.CreateTempSubdirectory("weir-scheduled-").FullName;
        try
        {
            using (var before = await LocalEnvironment.OpenAsync(folder, "local", [], TimeSpan.Zero, TimeProvider.System, default))
            {
                var longAgo = TimeProvider.System.GetUtcNow().AddDays(-800);
                await before.Schedules.SetAsync("reconciliation:same", new ScheduleMark("0 0 1 1 * Europe/Brussels", longAgo), default);
                await before.Schedules.SetAsync("reconciliation:wrong", new ScheduleMark("0 0 1 1 * UTC", longAgo), default);
            }

            var told = new TaskCompletionSource();
            await using var world = await World.StartAsync(Yaml, folder, change: ports => ports with { Schedules = new Told(ports.Schedules!, told) });
            await told.Task.WaitAsync(TimeSpan.FromSeconds(30));
            await world.WhenIdleAsync();

            var made = Assert.Single(world.Recorder.Comparisons);
            Assert.Equal(("same", "match"), (made.Name, made.Outcome));
            Assert.Equal("WEIR6040", Assert.Single(world.Recorder.Failed).Failure.Code);
            Assert.Equal("reconciliation:wrong", Assert.Single(await world.Environment.DeadLetters.ListAsync(10, default)).Subscriber.ToString());
            Assert.Equal(["same|match"], await world.QueryAsync("SELECT name, outcome FROM weir.reconciliations"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Says when both schedules have fired and their marks are set.</summary>
    private sealed class Told(IScheduleMarks marks, TaskCompletionSource told) : IScheduleMarks
    {
        private int _set;

        public Task<ScheduleMark?> FindAsync(string name, CancellationToken cancellationToken) => marks.FindAsync(name, cancellationToken);

        public async Task SetAsync(string name, ScheduleMark mark, CancellationToken cancellationToken)
        {
            await marks.SetAsync(name, mark, cancellationToken);
            if (Interlocked.Increment(ref _set) == 2)
            {
                told.SetResult();
            }
        }

        public Task<IReadOnlyDictionary<Subscriber, DateTimeOffset>> ListPausesAsync(CancellationToken cancellationToken) => marks.ListPausesAsync(cancellationToken);

        public Task PauseAsync(Subscriber subscriber, DateTimeOffset? since, CancellationToken cancellationToken) => marks.PauseAsync(subscriber, since, cancellationToken);
    }
}
