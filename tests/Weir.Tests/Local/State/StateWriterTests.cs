using Weir.Deliveries;
using Weir.Engine.Deliveries;
using Weir.Engine.Events;
using Weir.Events;
using Weir.Failures;
using Weir.Local;
using Weir.Local.Deliveries;
using Weir.Local.Events;
using Weir.Local.State;

namespace Weir.Tests.Local.State;

/// <summary>What becomes of writes while the disk takes its time, or refuses.</summary>
public sealed class StateWriterTests : IDisposable
{
    private static readonly Subscriber Orders = new(SubscriberKind.Table, "orders");

    private readonly string _folder = Directory.CreateTempSubdirectory("weir-writer-").FullName;
    private readonly StateFile _file;

    public StateWriterTests() => _file = new StateFile(Path.Combine(_folder, "state.db"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Nothing_is_acknowledged_or_worked_on_before_it_is_durable()
    {
        using var goOn = new SemaphoreSlim(0);
        using var writer = new StateWriter(_file, log =>
        {
            goOn.Wait();
            Disk.Flush(log);
        });
        using var readers = new StateReaders(_file);
        var queues = new SubscriberQueues([], writer.Counters, TimeProvider.System);
        var log = new SqliteEventLog(writer, readers, queues, _ => { }, TimeProvider.System);
        var deliveries = new SqliteDeliveryQueue(writer, readers, queues, () => { }, new SignalledRuns(queues, []), TimeProvider.System);

        var appended = log.AppendAsync([new RoutedEvent(Tick(), [Orders])], default);
        await UntilAsync(async () => await readers.ReadAsync(tables => tables.Events.Newest(10, long.MaxValue).Count, default) == 1);

        // As after a start: what is in the table is looked for there.
        queues.Of(Orders);
        queues.ReadFrom(0);
        Assert.Empty(await deliveries.LeaseAsync(Orders, 10, TimeSpan.FromMinutes(1), default));
        Assert.Equal((false, 0), (appended.IsCompleted, writer.Counters.Position));

        goOn.Release(1_000);
        await appended;
        Assert.Single(await deliveries.LeaseAsync(Orders, 10, TimeSpan.FromMinutes(1), default));
        Assert.Equal(1, writer.Counters.Position);
    }

    [Fact]
    public async Task A_write_that_could_not_be_flushed_fails_and_the_next_ones_are_whole()
    {
        var refusals = 1;
        var flushes = 0;
        using (var writer = new StateWriter(_file, log =>
        {
            flushes++;
            if (refusals-- > 0)
            {
                throw new IOException("The disk is on fire.");
            }

            Disk.Flush(log);
        }))
        {
            using var readers = new StateReaders(_file);
            var queues = new SubscriberQueues([], writer.Counters, TimeProvider.System);
            var log = new SqliteEventLog(writer, readers, queues, _ => { }, TimeProvider.System);
            var failed = await Assert.ThrowsAsync<UnavailableException>(
                () => log.AppendAsync([new RoutedEvent(Tick(), [Orders])], default));
            Assert.Equal("WEIR4003", failed.Failure.Code);
            Assert.Contains("on fire", failed.Failure.Message, StringComparison.Ordinal);

            await log.AppendAsync([new RoutedEvent(Tick(), [Orders])], default);
            Assert.Equal(2, flushes);
        }

        // Nobody knows whether the first one is there; numbers and counts fit in either case.
        using var again = new StateWriter(_file);
        using var reading = new StateReaders(_file);
        var events = await reading.ReadAsync(tables => tables.Events.Newest(10, long.MaxValue), default);
        Assert.Equal((events.Count, events.Count, events[0].Position), (again.Counters.Position, again.Counters.Open, again.Counters.Position));
    }

    /// <summary>The second word met the first one's dead letter, and the work was done again and again.</summary>
    [Fact]
    public async Task A_word_that_was_written_though_the_disk_refused_may_be_said_again()
    {
        var refuse = false;
        using var writer = new StateWriter(_file, log =>
        {
            if (refuse)
            {
                refuse = false;
                throw new IOException("The disk is on fire.");
            }

            Disk.Flush(log);
        });
        using var readers = new StateReaders(_file);
        var queues = new SubscriberQueues([], writer.Counters, TimeProvider.System);
        writer.Reopened = () => queues.ReadFrom(0);
        var log = new SqliteEventLog(writer, readers, queues, _ => { }, TimeProvider.System);
        var deliveries = new SqliteDeliveryQueue(writer, readers, queues, () => { }, new SignalledRuns(queues, []), TimeProvider.System);
        await log.AppendAsync([new RoutedEvent(Tick(), [Orders])], default);
        var leased = Assert.Single(await deliveries.LeaseAsync(Orders, 10, TimeSpan.FromMinutes(1), default));
        var given = new Settlement(leased, new DeliveryOutcome.DeadLettered(new Failure("WEIR0000", "It cannot be done.")));

        refuse = true;
        await Assert.ThrowsAsync<UnavailableException>(() => deliveries.SettleAsync([given], default));
        await deliveries.SettleAsync([given], default);

        Assert.Single(await readers.ReadAsync(tables => tables.DeadLetters.Newest(10, long.MaxValue), default));
        Assert.Equal(0, writer.Counters.Open);
        Assert.Empty(await deliveries.LeaseAsync(Orders, 10, TimeSpan.FromMinutes(1), default));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_written_though_the_disk_refused_is_worked_on_without_another_write(bool onItsThread)
    {
        var flushes = 0;
        using var writer = new StateWriter(_file, log =>
        {
            if (Interlocked.Increment(ref flushes) == (onItsThread ? 2 : 1))
            {
                throw new IOException("The disk is on fire.");
            }

            Thread.Sleep(onItsThread ? 50 : 0);
            Disk.Flush(log);
        });
        using var readers = new StateReaders(_file);
        var queues = new SubscriberQueues([], writer.Counters, TimeProvider.System);
        writer.Reopened = () => queues.ReadFrom(0);
        var log = new SqliteEventLog(writer, readers, queues, _ => { }, TimeProvider.System);
        var deliveries = new SqliteDeliveryQueue(writer, readers, queues, () => { }, new SignalledRuns(queues, []), TimeProvider.System);
        var appended = Enumerable.Range(0, onItsThread ? 3 : 1)
            .Select(_ => log.AppendAsync([new RoutedEvent(Tick(), [Orders])], default))
            .ToList();
        await Task.WhenAll(appended.Select(one => one.ContinueWith(done => done.Exception, TaskScheduler.Default)));

        await UntilAsync(async () =>
        {
            var all = await readers.ReadAsync(tables => tables.Deliveries.From(queues.Of(Orders).Number, 0, 10).Count, default);
            return writer.Counters.Open == all && all > 0;
        });
        var leased = await deliveries.LeaseAsync(Orders, 10, TimeSpan.FromMinutes(1), default);
        Assert.Equal(writer.Counters.Open, leased.Count);
    }

    [Fact]
    public async Task Many_callers_are_written_while_others_are_flushed_and_every_event_is_there_once()
    {
        using var writer = new StateWriter(_file, log =>
        {
            Thread.Sleep(1);
            Disk.Flush(log);
        });
        using var readers = new StateReaders(_file);
        var queues = new SubscriberQueues([], writer.Counters, TimeProvider.System);
        var log = new SqliteEventLog(writer, readers, queues, _ => { }, TimeProvider.System);
        var deliveries = new SqliteDeliveryQueue(writer, readers, queues, () => { }, new SignalledRuns(queues, []), TimeProvider.System);
        Subscriber[] three = [Orders, new(SubscriberKind.Table, "second"), new(SubscriberKind.Pipeline, "third")];
        await Task.WhenAll(Enumerable.Range(0, 200).Select(producer => Task.Run(async () =>
        {
            for (var n = 0; n < 10; n++)
            {
                await log.AppendAsync([new RoutedEvent(Tick(), three[..((producer % 3) + 1)])], default);
            }
        })));

        var rows = await readers.ReadAsync(
            tables => three.SelectMany(one => tables.Deliveries.From(queues.Of(one).Number, 0, 10_000)).ToList(), default);
        Assert.Equal(2_000, writer.Counters.Position);
        Assert.Equal(rows.Count, rows.DistinctBy(row => row.Id).Count());
        Assert.Equal(10 * ((67 * 1) + (67 * 2) + (66 * 3)), rows.Count);
        Assert.Equal(writer.Counters.Open, rows.Count);
        Assert.NotEmpty(await deliveries.LeaseAsync(Orders, 10, TimeSpan.FromMinutes(1), default));
    }

    private static Event Tick() => new() { Id = EventId.New(TimeProvider.System), Type = "tick", Time = DateTimeOffset.UnixEpoch };

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var tries = 0; !await holds(); tries++)
        {
            Assert.True(tries < 1_000, "It did not come to be within ten seconds.");
            await Task.Delay(10);
        }
    }
}
