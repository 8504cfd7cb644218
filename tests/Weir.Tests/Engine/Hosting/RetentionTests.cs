using System.Collections.Concurrent;

using Weir.Engine.Events;
using Weir.Engine.Hosting;
using Weir.Events;
using Weir.Tests.Flow;

namespace Weir.Tests.Engine.Hosting;

public sealed class RetentionTests
{
    [Fact]
    public async Task A_turn_forgets_what_is_older_than_is_kept_until_there_is_nothing_more()
    {
        var history = new ShrinkingHistory(turns: 3);
        var time = TimeProvider.System;
        var retention = new Retention(history, TimeSpan.FromDays(14), time);
        var start = time.GetUtcNow();

        Assert.True(await retention.PumpAsync(default));
        Assert.True(await retention.PumpAsync(default));
        Assert.False(await retention.PumpAsync(default));

        Assert.All(history.Asked, before => Assert.InRange(before, start.AddDays(-14), time.GetUtcNow().AddDays(-14)));
    }

    [Fact]
    public async Task A_running_project_forgets_events_that_are_older_than_it_keeps()
    {
        const string yaml =
            """
            project: old
            retention: 2d
            buckets:
              raw: {}
            """;
        var folder = Directory.CreateTempSubdirectory("weir-world-").FullName;
        await using (var world = await World.StartAsync(yaml, folder))
        {
            await world.Environment.Events.AppendAsync([Happened(daysAgo: 3), Happened(daysAgo: 1)], default);
        }

        await using var next = await World.StartAsync(yaml, folder);
        IReadOnlyList<LoggedEvent> kept;
        do
        {
            await Task.Delay(5);
            kept = await next.Environment.Events.ListAsync(10, null, default);
        }
        while (kept.Count > 1);

        Assert.Equal("1 days ago", Assert.Single(kept).Event.Data);
    }

    private static RoutedEvent Happened(int daysAgo) => new(
        new Event
        {
            Id = EventId.New(TimeProvider.System),
            Type = "tick",
            Time = TimeProvider.System.GetUtcNow().AddDays(-daysAgo),
            Data = $"{daysAgo} days ago",
        },
        []);

    private sealed class ShrinkingHistory(int turns) : IHistory
    {
        private int _turns = turns;

        public ConcurrentQueue<DateTimeOffset> Asked { get; } = new();

        public Task<bool> PruneAsync(DateTimeOffset before, CancellationToken cancellationToken)
        {
            Asked.Enqueue(before);
            return Task.FromResult(--_turns > 0);
        }
    }
}
