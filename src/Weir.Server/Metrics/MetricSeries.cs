namespace Weir.Server.Metrics;

/// <summary>What was counted, or timed, under one set of labels.</summary>
/// <param name="bounds">The upper bounds of the buckets; none when it only counts.</param>
internal sealed class MetricSeries(IReadOnlyList<double>? bounds)
{
    private readonly Lock _lock = new();
    private readonly long[] _buckets = new long[(bounds?.Count ?? 0) + 1];
    private double _sum;
    private long _count;

    /// <summary>Adds a measurement.</summary>
    public void Add(double value)
    {
        lock (_lock)
        {
            _sum += value;
            _count++;
            var bucket = 0;
            while (bounds is not null && bucket < bounds.Count && value > bounds[bucket])
            {
                bucket++;
            }

            _buckets[bucket]++;
        }
    }

    /// <summary>What there is by now: how many measurements, their sum, and how many are in each bucket and those before it.</summary>
    public (long Count, double Sum, IReadOnlyList<long> Buckets) Read()
    {
        lock (_lock)
        {
            var (upTo, total) = (new long[_buckets.Length], 0L);
            for (var bucket = 0; bucket < upTo.Length; bucket++)
            {
                upTo[bucket] = total += _buckets[bucket];
            }

            return (_count, _sum, upTo);
        }
    }
}
