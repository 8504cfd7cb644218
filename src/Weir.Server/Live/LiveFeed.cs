using System.Globalization;

using Weir.Buckets;
using Weir.Deliveries;
using Weir.Engine.Notifications;
using Weir.Engine.Runs;
using Weir.Failures;
using Weir.Loads;
using Weir.Reconciliations;
using Weir.Runs;
using Weir.Tables;

namespace Weir.Server.Live;

/// <summary>Tells those who look at the flow when there is something new, and never more often than they can see.</summary>
/// <remarks>
/// What happens costs one addition for each call of the engine, whether somebody looks or not. While somebody does, the numbers are looked
/// at ten times a second, and told at once after a quiet moment, else once in <see cref="Pause"/>. The database is not asked. What is recorded
/// later than it happens is told when it is recorded: a page that was made in between would be old, and would have to be made again.
/// </remarks>
/// <param name="running">The runs that go on.</param>
/// <param name="time">The clock.</param>
internal sealed class LiveFeed(RunningRuns running, TimeProvider time) : IFlowObserver, IAsyncDisposable
{
    private static readonly TimeSpan ShortPause = TimeSpan.FromMilliseconds(400);

    private static readonly TimeSpan LongPause = TimeSpan.FromMilliseconds(800);

    private static readonly TimeSpan PauseForEach = TimeSpan.FromMilliseconds(10);

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    private readonly long[] _versions = new long[Topics.All.Count];
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _ended = new();
    private Task _looking = Task.CompletedTask;
    private int _viewers;
    private long _runsSeen;

    /// <summary>What was told last.</summary>
    public LiveState State { get; private set; } = new(Guid.CreateVersion7(time.GetUtcNow()).ToString("N", CultureInfo.InvariantCulture), new long[Topics.All.Count]);

    /// <summary>How many look.</summary>
    public int Viewers => Volatile.Read(ref _viewers);

    /// <summary>The least time between two tellings: the longer the more look, for all of them ask for their pages then; within a second they see it.</summary>
    private TimeSpan Pause => ShortPause + (PauseForEach * Viewers) is var pause && pause < LongPause ? pause : LongPause;

    /// <summary>Somebody did something that no stage of the engine tells of.</summary>
    public void Acted() => Add(Topics.Acts);

    /// <summary>What went through the project lately.</summary>
    public FlowRates Rates { get; } = new(time);

    void IFlowObserver.Landed(IReadOnlyList<StoredObject> objects)
    {
        Count(objects, landed => landed.Name.Bucket, "bucket:");
        Add(Topics.Objects);
        Add(Topics.Deliveries);
    }

    void IFlowObserver.RunEnded(Run run) => Rates.Add($"pipeline:{run.Pipeline}", 1);

    void IFlowObserver.Loaded(IReadOnlyList<LoadRecord> records)
    {
        Count(records, load => load.Table, "table:");
        Add(Topics.Loads);
    }

    void IFlowObserver.SchemaChanged(IReadOnlyList<SchemaChange> changes) => Add(Topics.Schemas);

    void IFlowObserver.Reconciled(ReconciliationRecord record) => Add(Topics.Reconciliations);

    void IFlowObserver.DeliveryFailed(Delivery delivery, Failure failure, bool givenUp)
    {
    }

    void IFlowObserver.Settled(int runs, int deadLetters)
    {
        Add(Topics.Deliveries);
        if (runs > 0)
        {
            Add(Topics.Runs);
        }

        if (deadLetters > 0)
        {
            Add(Topics.DeadLetters);
        }
    }

    void IFlowObserver.Waiting(Failure failure)
    {
    }

    void IFlowObserver.Noticed(Failure notice)
    {
    }

    /// <summary>The states from now on, each once; the first at once.</summary>
    public async IAsyncEnumerable<LiveState> WatchAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Enter();
        try
        {
            while (true)
            {
                var state = State;
                yield return state;
                await state.Next.WaitAsync(cancellationToken);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _viewers);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _looking;
        _ended.Dispose();
    }

    /// <summary>Counts neighbors together: most come many of a kind at once.</summary>
    private void Count<T>(IReadOnlyList<T> things, Func<T, string> nameOf, string kind)
    {
        for (var at = 0; at < things.Count;)
        {
            var (name, first) = (nameOf(things[at]), at);
            while (at < things.Count && nameOf(things[at]) == name)
            {
                at++;
            }

            Rates.Add(kind + name, at - first);
        }
    }

    private void Add(string topic) => Interlocked.Increment(ref _versions[Topics.IndexOf(topic)]);

    private void Enter()
    {
        lock (_gate)
        {
            Interlocked.Increment(ref _viewers);
            if (_looking.IsCompleted && !_ended.IsCancellationRequested)
            {
                _looking = LookAsync(_ended.Token);
            }
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var told = time.GetTimestamp() - time.TimestampFrequency;
        try
        {
            while (true)
            {
                if (time.GetElapsedTime(told) >= Pause && Fresh() is { } fresh)
                {
                    told = time.GetTimestamp();
                    var old = State;
                    State = fresh;
                    old.Pass();
                }

                await Task.Delay(Glance, time, cancellationToken);
                lock (_gate)
                {
                    if (Volatile.Read(ref _viewers) == 0)
                    {
                        _looking = Task.CompletedTask;
                        return;
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The feed ends.
        }
    }

    /// <returns>None when nothing has changed.</returns>
    private LiveState? Fresh()
    {
        var begun = running.Changes;
        if (begun != _runsSeen)
        {
            _runsSeen = begun;
            Add(Topics.Runs);
        }

        var now = new long[_versions.Length];
        for (var at = 0; at < now.Length; at++)
        {
            now[at] = Interlocked.Read(ref _versions[at]);
        }

        return now.AsSpan().SequenceEqual(State.Versions) ? null : new LiveState(State.Instance, now);
    }
}
