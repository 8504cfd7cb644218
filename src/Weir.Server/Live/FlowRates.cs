using System.Collections.Concurrent;

namespace Weir.Server.Live;

/// <summary>How much went through each thing of the project within the last minute.</summary>
internal sealed class FlowRates(TimeProvider time)
{
    private const int Seconds = 60;

    private readonly ConcurrentDictionary<string, Counter> _counters = new(StringComparer.Ordinal);

    /// <summary>Something went through.</summary>
    /// <param name="node">The id of the node, such as <c>bucket:raw</c>.</param>
    /// <param name="count">How much.</param>
    public void Add(string node, long count) => _counters.GetOrAdd(node, static _ => new Counter()).Add(Now, count);

    /// <summary>What went through a node within the last minute.</summary>
    public long Of(string node) => _counters.TryGetValue(node, out var counter) ? counter.Sum(Now) : 0;

    private long Now => time.GetUtcNow().ToUnixTimeSeconds();

    private sealed class Counter
    {
        private readonly Lock _gate = new();
        private readonly long[] _counts = new long[Seconds];
        private long _newest;

        public void Add(long second, long count)
        {
            lock (_gate)
            {
                Forget(second);
                _counts[second % Seconds] += count;
            }
        }

        public long Sum(long second)
        {
            lock (_gate)
            {
                Forget(second);
                return _counts.Sum();
            }
        }

        /// <summary>Empties the places of seconds that are longer ago than a minute.</summary>
        private void Forget(long second)
        {
            for (var gone = Math.Max(_newest + 1, second - Seconds + 1); gone <= second; gone++)
            {
                _counts[gone % Seconds] = 0;
            }

            _newest = Math.Max(_newest, second);
        }
    }
}
