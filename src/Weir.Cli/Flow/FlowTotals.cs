using Weir.Buckets;
using Weir.Deliveries;
using Weir.Engine.Notifications;
using Weir.Failures;
using Weir.Loads;
using Weir.Reconciliations;
using Weir.Runs;
using Weir.Tables;

namespace Weir.Cli.Flow;

/// <summary>Counts what happens, for whoever looks now and then.</summary>
internal sealed class FlowTotals : IFlowObserver
{
    /// <summary>Failures that are kept for the next look; more are only counted.</summary>
    private const int KeptFailures = 20;

    private readonly Lock _gate = new();
    private readonly Dictionary<Subscriber, Tally> _totals = [];
    private readonly List<FailedAttempt> _failures = [];
    private readonly List<SchemaChange> _changes = [];
    private readonly List<ReconciliationRecord> _reconciled = [];
    private readonly List<Failure> _obstacles = [];
    private readonly List<Failure> _notices = [];
    private readonly HashSet<Failure> _told = [];
    private Dictionary<Subscriber, Tally> _fresh = [];
    private long _landed;
    private long _deadLetters;
    private long _unkeptFailures;

    /// <summary>Objects that have landed.</summary>
    public long Landed => Interlocked.Read(ref _landed);

    /// <summary>Deliveries that were given up.</summary>
    public long DeadLetters => Interlocked.Read(ref _deadLetters);

    public IReadOnlyDictionary<Subscriber, Tally> Totals
    {
        get
        {
            lock (_gate)
            {
                return new Dictionary<Subscriber, Tally>(_totals);
            }
        }
    }

    /// <summary>All tables and pipelines together.</summary>
    public Tally Sum => Totals.Values.Aggregate(default(Tally), (sum, tally) => sum + tally);

    void IFlowObserver.Landed(IReadOnlyList<StoredObject> objects) => Interlocked.Add(ref _landed, objects.Count);

    public void RunEnded(Run run)
    {
        lock (_gate)
        {
            var failed = run.State == RunState.Failed ? 1 : 0;
            Add(new Subscriber(SubscriberKind.Pipeline, run.Pipeline), new Tally(0, 0, 0, 0, 1, failed));
        }
    }

    public void Loaded(IReadOnlyList<LoadRecord> records)
    {
        lock (_gate)
        {
            foreach (var record in records)
            {
                Add(new Subscriber(SubscriberKind.Table, record.Table), Tally.Of(record));
            }
        }
    }

    public void SchemaChanged(IReadOnlyList<SchemaChange> changes)
    {
        lock (_gate)
        {
            _changes.AddRange(SchemaNews.Of(changes).Take(KeptFailures - _changes.Count));
        }
    }

    public void Reconciled(ReconciliationRecord record)
    {
        lock (_gate)
        {
            if (_reconciled.Count < KeptFailures)
            {
                _reconciled.Add(record);
            }
        }
    }

    public void DeliveryFailed(Delivery delivery, Failure failure, bool givenUp)
    {
        lock (_gate)
        {
            _deadLetters += givenUp ? 1 : 0;
            if (_failures.Count < KeptFailures)
            {
                _failures.Add(new FailedAttempt(delivery, failure, givenUp));
            }
            else
            {
                _unkeptFailures++;
            }
        }
    }

    public void Waiting(Failure failure)
    {
        lock (_gate)
        {
            // Told once: the engine says so again every second, until work goes on.
            if (_obstacles.Count < KeptFailures && _told.Add(failure))
            {
                _obstacles.Add(failure);
            }
        }
    }

    public void Noticed(Failure notice)
    {
        lock (_gate)
        {
            _notices.AddRange(_notices.Count < KeptFailures ? [notice] : []);
        }
    }

    /// <summary>What has happened since the last call, and forgets it; the totals stay.</summary>
    public FlowNews Take()
    {
        lock (_gate)
        {
            var news = new FlowNews(_fresh, [.. _changes], [.. _reconciled], [.. _failures], _unkeptFailures, [.. _obstacles], [.. _notices]);
            (_fresh, _unkeptFailures) = ([], 0);
            _changes.Clear();
            _reconciled.Clear();
            _failures.Clear();
            _obstacles.Clear();
            _notices.Clear();
            if (news.Progress.Count > 0)
            {
                _told.Clear();
            }

            return news;
        }
    }

    private void Add(Subscriber subscriber, Tally tally)
    {
        _totals[subscriber] = _totals.GetValueOrDefault(subscriber) + tally;
        _fresh[subscriber] = _fresh.GetValueOrDefault(subscriber) + tally;
    }
}
