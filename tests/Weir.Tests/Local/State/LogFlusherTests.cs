using System.Collections.Concurrent;

using Weir.Local.State;

namespace Weir.Tests.Local.State;

/// <summary>Groups of commits on their way to the disk.</summary>
public sealed class LogFlusherTests
{
    private readonly ConcurrentQueue<string> _said = new();

    [Fact]
    public async Task Nobody_is_told_before_the_flush_has_ended_that_began_after_the_commit()
    {
        using var began = new SemaphoreSlim(0);
        using var goOn = new SemaphoreSlim(0);
        using var flusher = Make(() =>
        {
            _said.Enqueue("flush");
            began.Release();
            goOn.Wait();
        });
        flusher.Add(Group(1), isLast: false);
        await began.WaitAsync();
        flusher.Add(Group(2), isLast: false);

        // One waits behind the flush; the writer is held up before it adds a third.
        var third = Task.Run(() => flusher.Add(Group(3), isLast: true));
        Assert.Equal(["flush"], _said);
        goOn.Release(3);
        await third;
        flusher.Drain();

        Assert.Equal(["flush", "1 durable", "flush", "2 durable", "flush", "3 durable"], _said);
        Assert.Equal(0, flusher.Operations);
    }

    [Fact]
    public void What_wrote_nothing_needs_no_flush()
    {
        using var flusher = Make(() => _said.Enqueue("flush"));

        flusher.Add(Group(1, hasWritten: false), isLast: true);
        flusher.Add(Group(2), isLast: true);

        Assert.Equal(["1 durable", "flush", "2 durable"], _said);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void After_a_flush_that_failed_every_group_fails_until_its_cause_is_gone(bool isLast)
    {
        var isBroken = true;
        using var flusher = Make(() =>
        {
            _said.Enqueue("flush");
            if (isBroken)
            {
                throw new IOException("broken");
            }
        });
        flusher.Add(Group(1), isLast);
        flusher.Drain();
        isBroken = false;

        // A second flush would say that all is well: the pages of the first one are clean by now, and lost.
        flusher.Add(Group(2), isLast);
        flusher.Drain();
        Assert.True(flusher.HasFailed);
        flusher.Recover();
        flusher.Add(Group(3), isLast);
        flusher.Drain();

        Assert.Equal(["flush", "1 failed: broken", "2 failed: broken", "flush", "3 durable"], _said);
    }

    [Fact]
    public void What_was_taken_over_is_flushed_before_the_end()
    {
        var flusher = Make(() => Thread.Sleep(20));
        flusher.Add(Group(1), isLast: false);
        flusher.Add(Group(2), isLast: false);

        flusher.Dispose();

        Assert.Equal(["1 durable", "2 durable"], _said);
    }

    private static CommittedGroup Group(long number, bool hasWritten = true) =>
        new([new Nothing()], new StateCounters { Position = number }, hasWritten);

    private LogFlusher Make(Action flush) => new(
        flush,
        group => _said.Enqueue($"{group.Counters.Position} durable"),
        (group, failure) => _said.Enqueue($"{group.Counters.Position} failed: {failure.Message}"));

    private sealed class Nothing() : WriteOperation(1, CancellationToken.None)
    {
        public override void Write(StateTables tables, StateCounters counters)
        {
        }
    }
}
