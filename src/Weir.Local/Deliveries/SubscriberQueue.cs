using Weir.Deliveries;
using Weir.Local.State;

namespace Weir.Local.Deliveries;

/// <summary>What one subscriber has to do: what is due in memory, what waits for its time, and where the table goes on.</summary>
/// <remarks>
/// Fresh deliveries are handed on in memory, up to a bound; beyond it, after a start and after a redrive they are read from
/// the table, from <c>_unread</c> on. Every delivery in memory is known by its number, so that none is there twice.
/// </remarks>
internal sealed class SubscriberQueue(long number, Subscriber subscriber, bool isStored, TimeProvider time)
{
    /// <summary>Fresh deliveries kept in memory at the most.</summary>
    public const int Window = 8_192;

    /// <summary>Rows read from the table in one go.</summary>
    public const int ReadAhead = 1_024;

    private readonly Lock _gate = new();
    private readonly Dictionary<long, OpenDelivery> _known = [];
    private readonly DueDeliveries _due = new();
    private readonly Waits _waiting = new(time);
    private readonly Leases _leases = new(time.TimestampFrequency / 100);
    private readonly HashSet<long> _endedWhileReading = [];
    private readonly HashSet<long> _wokenWhileReading = [];
    private long _unread = isStored ? 0 : long.MaxValue;
    private TaskCompletionSource? _reading;
    private TaskCompletionSource? _changed;
    private long _lastToken;

    /// <summary>Its number in the tables.</summary>
    public long Number { get; } = number;

    public Subscriber Subscriber { get; } = subscriber;

    /// <summary>Whether the tables have its number.</summary>
    public bool IsStored { get; set; } = isStored;

    /// <summary>Takes up a delivery that was just committed. Who waits is told by <see cref="Tell"/>, once for a whole batch.</summary>
    public void Add(OpenDelivery delivery)
    {
        lock (_gate)
        {
            if (_known.ContainsKey(delivery.Id))
            {
                // Read from the table between its commit and now.
                return;
            }

            if (_unread == long.MaxValue && delivery.Event.NotBefore is { } moment && moment > time.GetUtcNow())
            {
                _known.Add(delivery.Id, delivery);
                _waiting.Add(delivery, moment);
            }
            else if (_unread == long.MaxValue && _due.Fresh < Window)
            {
                _known.Add(delivery.Id, delivery);
                _due.Add(delivery);
            }
            else
            {
                _unread = Math.Min(_unread, delivery.Id);
            }
        }
    }

    /// <summary>Ends the waits for what was taken up.</summary>
    public void Tell()
    {
        lock (_gate)
        {
            Wake();
        }
    }

    /// <summary>Looks into the table again from a number on.</summary>
    public void ReadFrom(long id)
    {
        lock (_gate)
        {
            _unread = Math.Min(_unread, id);
            Wake();
        }
    }

    /// <summary>Whether a lease of so many has to look into the table first, for more or for older ones than memory has.</summary>
    public bool HasMoreFor(int limit)
    {
        lock (_gate)
        {
            return _unread != long.MaxValue && (_due.Count < limit || ReadsFirst());
        }
    }

    /// <summary>Leases what is due in memory, or of that only the runs that waited and go on.</summary>
    public List<OpenDelivery> Lease(int limit, TimeSpan leaseFor, bool onlyResumed = false)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            Return(now);
            var due = onlyResumed ? _due.TakeResumed(limit) : ReadsFirst() ? [] : _due.Take(limit);
            if (due.Count > 0)
            {
                _leases.Add(++_lastToken, now + Ticks(leaseFor), due);
            }

            return due;
        }
    }

    /// <summary>Prolongs a lease that is still held.</summary>
    public void Renew(Delivery delivery, TimeSpan leaseFor)
    {
        lock (_gate)
        {
            if (Held(delivery) is { } held)
            {
                held.LapsesAt = time.GetTimestamp() + Ticks(leaseFor);
            }
        }
    }

    /// <summary>Notes that work on held deliveries starts.</summary>
    /// <returns>Those whose attempt is to be counted on disk first; they are not noted yet.</returns>
    public IReadOnlyList<OpenDelivery> Begin(IEnumerable<Delivery> deliveries)
    {
        List<OpenDelivery>? counted = null;
        lock (_gate)
        {
            foreach (var delivery in deliveries)
            {
                if (Held(delivery) is not { } held)
                {
                    continue;
                }

                if (held.CountsFirst && !held.IsBegun)
                {
                    (counted ??= []).Add(held);
                }
                else
                {
                    held.IsBegun = true;
                }
            }
        }

        return counted ?? (IReadOnlyList<OpenDelivery>)[];
    }

    /// <summary>Notes that work on deliveries starts whose attempts are counted.</summary>
    public void Begun(IReadOnlyList<OpenDelivery> counted)
    {
        lock (_gate)
        {
            foreach (var delivery in counted)
            {
                delivery.IsBegun = true;
            }
        }
    }

    /// <summary>Reserves a held delivery for settling: until that is through its lease does not lapse.</summary>
    /// <returns>None when the lease is not held any more.</returns>
    public OpenDelivery? BeginSettling(Delivery delivery)
    {
        lock (_gate)
        {
            var held = Held(delivery);
            if (held is not null)
            {
                held.IsSettling = true;
            }

            return held;
        }
    }

    /// <summary>Ends a lease for good.</summary>
    public void Remove(OpenDelivery delivery)
    {
        lock (_gate)
        {
            _leases.End(delivery);
            delivery.IsSettling = false;
            _known.Remove(delivery.Id);
            if (_reading is not null)
            {
                _endedWhileReading.Add(delivery.Id);
            }
        }
    }

    /// <summary>Ends a lease; the delivery comes back after a while.</summary>
    public void Postpone(OpenDelivery delivery, int attempts, TimeSpan wait)
    {
        lock (_gate)
        {
            _leases.End(delivery);
            delivery.Postpone(attempts);
            _waiting.Add(delivery, wait);
            Wake();
        }
    }

    /// <summary>Ends a lease; the delivery comes back at a moment, or when it is woken.</summary>
    public void Suspend(OpenDelivery delivery, int attempts, DateTimeOffset moment)
    {
        lock (_gate)
        {
            _leases.End(delivery);
            delivery.Postpone(attempts);
            delivery.IsSuspended = true;
            _waiting.Add(delivery, moment);
            Wake();
        }
    }

    /// <summary>Lets a delivery that waits come back now.</summary>
    public void WakeUp(long id)
    {
        lock (_gate)
        {
            if (!_known.TryGetValue(id, out var delivery))
            {
                _unread = Math.Min(_unread, id);
                if (_reading is not null)
                {
                    // What was read may be older than this word.
                    _wokenWhileReading.Add(id);
                }
            }
            else if (_waiting.End(delivery))
            {
                _due.Return(delivery);
            }

            Wake();
        }
    }

    /// <summary>Lets leases go on whose settling failed.</summary>
    public void CancelSettling(OpenDelivery delivery)
    {
        lock (_gate)
        {
            delivery.IsSettling = false;
        }
    }

    /// <summary>Says whether to lease, to read, or to wait, and for how long and on what.</summary>
    public NextTurn Next()
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            Return(now);
            if (_due.Count > 0 && !ReadsFirst())
            {
                return NextTurn.Lease;
            }

            if (_unread != long.MaxValue)
            {
                return NextTurn.Read;
            }

            _changed ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            var at = Math.Min(_leases.NextCheck, _waiting.NextLook(now));
            return NextTurn.WaitFor(_changed.Task, at == long.MaxValue ? null : time.GetElapsedTime(now, at));
        }
    }

    /// <summary>What it has when nothing is due; none when something is.</summary>
    public QueueRest? FindRest()
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            Return(now);
            return _due.Count > 0 || _unread != long.MaxValue ? null : QueueRest.Of(_known.Values, time.GetElapsedTime(now, _waiting.First()));
        }
    }

    /// <summary>Reads on from the table, unless another caller does; then waits for that one.</summary>
    public async Task ReadAsync(Func<long, Task<List<DeliveryRow>>> read, long recoveredThrough)
    {
        TaskCompletionSource reading;
        long from;
        lock (_gate)
        {
            if (_unread == long.MaxValue)
            {
                return;
            }

            if (_reading is not null)
            {
                reading = _reading;
                from = -1;
            }
            else
            {
                reading = _reading = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                from = _unread;
                _unread = long.MaxValue - 1;
            }
        }

        if (from < 0)
        {
            await reading.Task;
            return;
        }

        List<DeliveryRow>? rows = null;
        try
        {
            rows = await read(from);
        }
        finally
        {
            EndReading(from, rows, recoveredThrough);
        }
    }

    private void EndReading(long from, List<DeliveryRow>? rows, long recoveredThrough)
    {
        lock (_gate)
        {
            foreach (var row in rows ?? [])
            {
                if (!_known.ContainsKey(row.Id) && !_endedWhileReading.Contains(row.Id))
                {
                    TakeUp(row, row.Id <= recoveredThrough);
                }
            }

            // What was committed after the read began has lowered the mark; without that, a short read has met the end.
            var next = rows is null ? from : rows.Count < ReadAhead ? long.MaxValue : rows[^1].Id + 1;
            _unread = Math.Min(_unread == long.MaxValue - 1 ? long.MaxValue : _unread, next);
            _endedWhileReading.Clear();
            _wokenWhileReading.Clear();
            _reading!.SetResult();
            _reading = null;
            Wake();
        }
    }

    private void TakeUp(DeliveryRow row, bool recovered)
    {
        var delivery = OpenDelivery.Of(row, recovered);
        _known.Add(row.Id, delivery);
        if (!_wokenWhileReading.Contains(row.Id) && row.Due is { } due && due - time.GetUtcNow() is var left && left > TimeSpan.Zero)
        {
            _waiting.Add(delivery, due, row.Wait, left);
        }
        else
        {
            _due.Return(delivery);
        }
    }

    /// <summary>Whether the table may hold something older than what is due in memory, as after a redrive.</summary>
    private bool ReadsFirst() => _due.First is { } first && _unread < first;

    private OpenDelivery? Held(Delivery delivery) =>
        _known.TryGetValue(delivery.Id, out var known) && known.Lease == delivery.LeaseToken && !known.IsSettling && known.LapsesAt > time.GetTimestamp()
            ? known
            : null;

    /// <summary>Makes due what has lapsed and what has waited long enough.</summary>
    private void Return(long now)
    {
        if (_leases.NextCheck <= now)
        {
            foreach (var lapsed in _leases.TakeLapsed(now))
            {
                lapsed.Lose();
                _due.Return(lapsed);
            }
        }

        while (_waiting.Take(now) is { } delivery)
        {
            _due.Return(delivery);
        }
    }

    private void Wake()
    {
        _changed?.TrySetResult();
        _changed = null;
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);
}
