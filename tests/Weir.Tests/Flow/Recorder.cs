using System.Collections.Concurrent;

using Microsoft.Extensions.Logging;

using Weir.Buckets;
using Weir.Deliveries;
using Weir.Engine.Hosting;
using Weir.Engine.Notifications;
using Weir.Failures;
using Weir.Loads;
using Weir.Reconciliations;
using Weir.Runs;
using Weir.Tables;

namespace Weir.Tests.Flow;

/// <summary>Keeps what a world tells: what it waited for, what failed, and the turns that ended in a way nobody foresaw.</summary>
internal sealed class Recorder : IFlowObserver, ILogger<Loop>
{
    private readonly ConcurrentQueue<Failure> _waits = new();
    private readonly ConcurrentQueue<(Delivery Delivery, Failure Failure, bool GivenUp)> _failed = new();
    private readonly ConcurrentQueue<string> _faults = new();
    private readonly ConcurrentQueue<LoadRecord> _loads = new();
    private readonly ConcurrentQueue<SchemaChange> _changes = new();
    private readonly ConcurrentQueue<ReconciliationRecord> _reconciled = new();
    private int _runs;

    public IReadOnlyCollection<Failure> Waits => _waits;

    public IReadOnlyCollection<(Delivery Delivery, Failure Failure, bool GivenUp)> Failed => _failed;

    /// <summary>Turns that ended in an exception that is not Weir's own. Always a mistake of Weir's.</summary>
    public IReadOnlyCollection<string> Faults => _faults;

    public IReadOnlyCollection<LoadRecord> Loads => _loads;

    public IReadOnlyCollection<SchemaChange> Changes => _changes;

    public IReadOnlyCollection<ReconciliationRecord> Comparisons => _reconciled;

    public int Runs => Volatile.Read(ref _runs);

    public void Landed(IReadOnlyList<StoredObject> objects)
    {
    }

    public void RunEnded(Run run) => Interlocked.Increment(ref _runs);

    public void Loaded(IReadOnlyList<LoadRecord> records)
    {
        foreach (var record in records)
        {
            _loads.Enqueue(record);
        }
    }

    public void SchemaChanged(IReadOnlyList<SchemaChange> changes)
    {
        foreach (var change in changes)
        {
            _changes.Enqueue(change);
        }
    }

    public void Reconciled(ReconciliationRecord record) => _reconciled.Enqueue(record);

    public void DeliveryFailed(Delivery delivery, Failure failure, bool givenUp) => _failed.Enqueue((delivery, failure, givenUp));

    public void Waiting(Failure failure) => _waits.Enqueue(failure);

    public void Noticed(Failure notice)
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _faults.Enqueue($"{formatter(state, exception)}: {exception}");
}
