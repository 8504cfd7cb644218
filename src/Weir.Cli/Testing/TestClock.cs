namespace Weir.Cli.Testing;

/// <summary>A clock that stands still until a test lets time pass.</summary>
/// <param name="start">What it shows first.</param>
internal sealed class TestClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<Ring, long> _rings = new();
    private long _now = start.UtcTicks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new(GetTimestamp(), TimeSpan.Zero);

    public override long GetTimestamp() => Interlocked.Read(ref _now);

    /// <summary>Puts the clock on. What was waited for until then goes on, on threads of its own.</summary>
    public void Set(DateTimeOffset moment)
    {
        lock (_gate)
        {
            Interlocked.Exchange(ref _now, Math.Max(_now, moment.UtcTicks));
            while (_rings.TryPeek(out var ring, out var at) && at <= _now)
            {
                _rings.Dequeue();
                ring.Timer.RingAt(ring);
            }
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>One time at which a timer is to ring; no more, once the timer was changed.</summary>
    private sealed record Ring(Timer Timer, long Number);

    private sealed class Timer(TestClock clock, TimerCallback callback, object? state) : ITimer
    {
        private long _number;
        private TimeSpan _period;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                (_number, _period) = (_number + 1, period);
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    Await(dueTime);
                }
            }

            return true;
        }

        /// <summary>Under the clock's gate.</summary>
        public void RingAt(Ring ring)
        {
            if (ring.Number == _number)
            {
                if (_period > TimeSpan.Zero)
                {
                    Await(_period);
                }

                ThreadPool.UnsafeQueueUserWorkItem(_ => callback(state), null);
            }
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Await(TimeSpan span)
        {
            var ring = new Ring(this, _number);
            if (span <= TimeSpan.Zero)
            {
                ThreadPool.UnsafeQueueUserWorkItem(_ => callback(state), null);
            }
            else
            {
                clock._rings.Enqueue(ring, clock._now + span.Ticks);
            }
        }
    }
}
