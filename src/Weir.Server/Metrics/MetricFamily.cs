using System.Collections.Concurrent;
using System.Text;

namespace Weir.Server.Metrics;

/// <summary>One metric, with a series for each set of labels.</summary>
/// <param name="name">As it is counted, such as <c>weir.runs.started</c>.</param>
/// <param name="unit">In what.</param>
/// <param name="about">What it is.</param>
/// <param name="bounds">The upper bounds of its buckets; none when it only counts.</param>
internal sealed class MetricFamily(string name, string? unit, string about, IReadOnlyList<double>? bounds)
{
    private readonly ConcurrentDictionary<string, MetricSeries> _series = new(StringComparer.Ordinal);

    public string Name => name;

    public string? Unit => unit;

    public string About => about;

    /// <summary>The upper bounds of its buckets; none when it only counts.</summary>
    public IReadOnlyList<double>? Bounds => bounds;

    /// <summary>The series with their labels, as they are printed between braces.</summary>
    public IEnumerable<(string Labels, MetricSeries Series)> Series =>
        _series.Select(series => (series.Key, series.Value)).OrderBy(series => series.Key, StringComparer.Ordinal);

    /// <summary>The series of some labels.</summary>
    public MetricSeries At(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = LabelsOf(tags);
        return _series.GetOrAdd(labels, static (_, most) => new MetricSeries(most), bounds);
    }

    private static string LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = new StringBuilder();
        foreach (var (key, value) in tags)
        {
            PrometheusText.AppendLabel(text, key, value?.ToString() ?? "");
        }

        return text.ToString();
    }
}
