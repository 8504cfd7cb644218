using System.Diagnostics;
using System.Text.RegularExpressions;

using Weir.Bench.Measuring;

namespace Weir.Bench.Pages;

/// <summary>The first page of the dashboard over a long history: the first that a server makes at all, and the next ones.</summary>
internal static partial class FirstPage
{
    private const int Loads = 50;

    /// <summary>Measures the flow and the list of runs of a project that has just been started.</summary>
    /// <param name="folder">The project's folder, of which <c>weir up</c> runs.</param>
    /// <param name="section">Where the figures go.</param>
    public static async Task MeasureAsync(string folder, Section section)
    {
        using var http = WebDoor.Open(folder);
        http.DefaultRequestHeaders.AcceptEncoding.ParseAdd("gzip, br");
        var (first, page) = await LoadAsync(http, "");
        section.Hold(Goal.Ceiling("the dashboard's first page, first of all, with all that it needs", [first], 300, "ms"));
        foreach (var (what, path) in new[] { ("the flow", ""), ("the runs", "runs"), ("the runs that failed", "runs?state=failed") })
        {
            var (took, bytes) = (new List<double>(), 0L);
            for (var load = 0; load < Loads; load++)
            {
                (var milliseconds, bytes) = await LoadAsync(http, path);
                took.Add(milliseconds);
            }

            section.Hold(Goal.Ceiling($"{what}, p99", [new Samples(took).Percentile(0.99)], 300, "ms"));
            section.Hold(Goal.Ceiling($"{what}, transferred", [Math.Max(bytes, page) / 1_000.0], 150, "KB"));
        }
    }

    /// <summary>Loads a page, and then what it names beside itself, all at once, as a browser does that has nothing of it yet.</summary>
    private static async Task<(double Milliseconds, long Bytes)> LoadAsync(HttpClient http, string path)
    {
        var start = Stopwatch.GetTimestamp();
        using var plain = new HttpRequestMessage(HttpMethod.Get, path);
        using var answer = await http.SendAsync(plain);
        answer.EnsureSuccessStatusCode();
        var html = await answer.Content.ReadAsByteArrayAsync();
        var text = answer.Content.Headers.ContentEncoding.Count == 0
            ? System.Text.Encoding.UTF8.GetString(html)
            : throw new InvalidOperationException("The page is compressed: it is to be read by other means.");
        var beside = await Task.WhenAll(Named().Matches(text).Select(named => http.GetByteArrayAsync(named.Groups[1].Value)));
        return (Stopwatch.GetElapsedTime(start).TotalMilliseconds, html.Length + beside.Sum(part => (long)part.Length));
    }

    [GeneratedRegex("<(?:link|script)[^>]* (?:href|src)=\"(/[^\"]+)\"")]
    private static partial Regex Named();
}
