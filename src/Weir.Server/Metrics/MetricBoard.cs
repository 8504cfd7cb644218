using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

using Weir.Engine.Telemetry;

namespace Weir.Server.Metrics;

/// <summary>Keeps what is counted and timed in this process, for whoever comes to read it.</summary>
internal sealed class MetricBoard : IDisposable
{
    private static readonly double[] UsualBounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly ConcurrentDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();

    public MetricBoard()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            // Gauges are asked for when they are read: what they say is the state's, not the process's.
            if (instrument.Meter.Name == Meters.Name && !instrument.IsObservable)
            {
                listener.EnableMeasurementEvents(instrument, _families.GetOrAdd(instrument.Name, _ => FamilyOf(instrument)));
            }
        };
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, state) => ((MetricFamily)state!).At(tags).Add(value));
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, state) => ((MetricFamily)state!).At(tags).Add(value));
        _listener.Start();
    }

    /// <summary>All that is kept, by name.</summary>
    public IEnumerable<MetricFamily> Families => _families.Values.OrderBy(family => family.Name, StringComparer.Ordinal);

    public void Dispose() => _listener.Dispose();

    private static MetricFamily FamilyOf(Instrument instrument) => instrument is Histogram<double> histogram
        ? new MetricFamily(instrument.Name, instrument.Unit, instrument.Description ?? "", [.. histogram.Advice?.HistogramBucketBoundaries ?? UsualBounds])
        : new MetricFamily(instrument.Name, instrument.Unit, instrument.Description ?? "", bounds: null);
}
