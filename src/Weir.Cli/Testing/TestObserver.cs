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

namespace Weir.Cli.Testing;

/// <summary>Keeps what holds a test up.</summary>
internal sealed class TestObserver : IFlowObserver, ILogger<Loop>
{
    private readonly ConcurrentQueue<string> _troubles = new();
    private readonly ConcurrentDictionary<long, (Delivery Delivery, Failure Failure)> _failed = new();

    /// <summary>What was not available, and turns of stages that failed.</summary>
    public IReadOnlyList<string> Troubles => [.. _troubles.Distinct()];

    /// <summary>Attempts that failed, of deliveries that were not given up by then.</summary>
    public IReadOnlyList<(Delivery Delivery, Failure Failure)> Failed => [.. _failed.Values];

    public void Landed(IReadOnlyList<StoredObject> objects)
    {
    }

    public void RunEnded(Run run)
    {
    }

    public void Loaded(IReadOnlyList<LoadRecord> records)
    {
    }

    public void SchemaChanged(IReadOnlyList<SchemaChange> changes)
    {
    }

    public void Reconciled(ReconciliationRecord record)
    {
    }

    public void DeliveryFailed(Delivery delivery, Failure failure, bool givenUp)
    {
        if (givenUp)
        {
            _failed.TryRemove(delivery.Id, out _);
        }
        else
        {
            _failed[delivery.Id] = (delivery, failure);
        }
    }

    public void Waiting(Failure failure) => _troubles.Enqueue($"{failure.Code} {failure.Message}");

    public void Noticed(Failure notice)
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            _troubles.Enqueue(exception is null ? formatter(state, exception) : $"{formatter(state, exception)}: {exception.Message}");
        }
    }
}
