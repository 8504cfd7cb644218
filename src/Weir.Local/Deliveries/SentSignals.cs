using Weir.Deliveries;
using Weir.Local.State;
using Weir.Runs;

namespace Weir.Local.Deliveries;

/// <summary>Signals on their way within a write: they are stored, and the runs that wait for them fall due.</summary>
internal sealed class SentSignals(SignalledRuns signals)
{
    private readonly List<RunSignal> _stored = [];
    private readonly List<RunId> _forgotten = [];
    private readonly List<(Subscriber Subscriber, long Delivery)> _woken = [];

    /// <summary>The signals as they were stored.</summary>
    public IReadOnlyList<RunSignal> Stored => _stored;

    /// <summary>The transaction starts afresh.</summary>
    public void Clear()
    {
        _stored.Clear();
        _forgotten.Clear();
        _woken.Clear();
    }

    public void Write(IReadOnlyList<RunSignal> sent, DateTimeOffset now, StateTables tables, StateCounters counters)
    {
        foreach (var signal in sent)
        {
            _stored.Add(signal with { Number = tables.Signals.Insert(signal) });
            if (tables.Runs.DeliveryOf(signal.RunId) is var (pipeline, delivery))
            {
                var subscriber = new Subscriber(SubscriberKind.Pipeline, pipeline);
                counters.Open += tables.Deliveries.Wake(signals.Queues.Of(subscriber).Number, delivery, now) ? 1 : 0;
                _woken.Add((subscriber, delivery));
            }
        }
    }

    /// <summary>Forgets what was said to a run that is over.</summary>
    /// <param name="run">The run.</param>
    /// <param name="isForGood">Whether it cannot be taken up again.</param>
    /// <param name="tables">Where it was said.</param>
    public void Forget(RunId run, bool isForGood, StateTables tables)
    {
        if (signals.Knows(run))
        {
            tables.Signals.Delete(run, isForGood);
            if (isForGood)
            {
                _forgotten.Add(run);
            }
        }
    }

    public void Publish()
    {
        signals.Publish(_stored, _forgotten);
        foreach (var (subscriber, delivery) in _woken)
        {
            signals.Queues.Of(subscriber).WakeUp(delivery);
        }
    }
}
