using System.Globalization;
using System.Text;

namespace Weir.Server.Metrics;

/// <summary>Writes metrics in the text format of Prometheus, under the names that OpenTelemetry's collector gives them there.</summary>
internal sealed class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder _text = new();

    /// <summary>Adds a label to others: its name as Prometheus takes names, its value in quotes.</summary>
    public static void AppendLabel(StringBuilder labels, string name, string value)
    {
        if (labels.Length > 0)
        {
            labels.Append(',');
        }

        labels.Append(NameOf(name)).Append("=\"");
        labels.Append(value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal));
        labels.Append('"');
    }

    /// <summary>Writes a number that goes up and down.</summary>
    public PrometheusText Gauge(string name, string about, double value, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        var text = new StringBuilder();
        foreach (var (label, said) in labels)
        {
            AppendLabel(text, label, said);
        }

        Head(name, about, "gauge");
        Sample(name, text.ToString(), value);
        return this;
    }

    /// <summary>Writes what was counted or timed.</summary>
    public PrometheusText Add(MetricFamily family)
    {
        var name = NameOf(family.Name) + (family.Unit == "s" ? "_seconds" : "") + (family.Bounds is null ? "_total" : "");
        Head(name, family.About, family.Bounds is null ? "counter" : "histogram");
        foreach (var (labels, series) in family.Series)
        {
            var (count, sum, buckets) = series.Read();
            if (family.Bounds is null)
            {
                Sample(name, labels, sum);
                continue;
            }

            for (var bucket = 0; bucket < buckets.Count; bucket++)
            {
                var bounded = new StringBuilder(labels);
                AppendLabel(bounded, "le", bucket < family.Bounds.Count ? family.Bounds[bucket].ToString(CultureInfo.InvariantCulture) : "+Inf");
                Sample(name + "_bucket", bounded.ToString(), buckets[bucket]);
            }

            Sample(name + "_sum", labels, sum);
            Sample(name + "_count", labels, count);
        }

        return this;
    }

    public override string ToString() => _text.ToString();

    private static string NameOf(string name) => name.Replace('.', '_');

    private void Head(string name, string about, string type)
    {
        var help = about.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        _text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n");
    }

    private void Sample(string name, string labels, double value) =>
        _text.Append(CultureInfo.InvariantCulture, $"{name}{(labels.Length > 0 ? $"{{{labels}}}" : "")} {value}\n");
}
