using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

using Weir.Deliveries;
using Weir.Engine.Telemetry;
using Weir.Events;
using Weir.Runs;

namespace Weir.Tests.Server;

/// <summary>What monitors read.</summary>
public sealed partial class MetricsTests
{
    [Fact]
    public async Task What_is_counted_and_timed_can_be_read_in_the_format_of_prometheus()
    {
        await using var environment = await TestEnvironment.OpenAsync(served: false);
        var (server, http) = await environment.ServeAsync();
        await using var _ = server;
        using var client = http;
        var pipeline = $"p {Guid.NewGuid():N} \\ \"quoted\"\nand on";
        Meters.RunStarted(pipeline);
        Meters.RunStarted(pipeline);
        Meters.RunEnded(RunOf(pipeline, TimeSpan.FromSeconds(0.2)));
        Meters.RunEnded(RunOf(pipeline, TimeSpan.FromDays(2)));
        Meters.GivenUp(new Subscriber(SubscriberKind.Pipeline, pipeline), "WEIR5001");
        await environment.Operations.PutAsync([TestEnvironment.Arrival("raw/1.json", "{}")], default);

        using var answer = await client.GetAsync("/metrics");

        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        var samples = Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(2, Assert.Single(samples, sample => sample.Name == "weir_runs_started_total" && sample.Labels["weir_pipeline"] == pipeline).Value);
        Assert.Equal(1, Assert.Single(samples, sample => sample.Name == "weir_deliveries_waiting").Value);
        Assert.Equal("orders", Assert.Single(samples, sample => sample.Name == "target_info").Labels["weir_project"]);
        Assert.Equal("WEIR5001", Assert.Single(samples, sample => sample.Name == "weir_dead_letters_total" && sample.Labels["weir_subscriber"] == pipeline).Labels["error_type"]);

        var timed = samples.Where(sample => sample.Name.StartsWith("weir_run_duration_seconds", StringComparison.Ordinal) && sample.Labels["weir_pipeline"] == pipeline).ToList();
        Assert.Equal(2, Assert.Single(timed, sample => sample.Name.EndsWith("_count", StringComparison.Ordinal)).Value);
        Assert.Equal(172_800.2, Assert.Single(timed, sample => sample.Name.EndsWith("_sum", StringComparison.Ordinal)).Value, 3);
        var buckets = timed.Where(sample => sample.Name.EndsWith("_bucket", StringComparison.Ordinal)).ToDictionary(sample => sample.Labels["le"], sample => sample.Value);
        Assert.Equal((0, 1, 1, 2), (buckets["0.1"], buckets["0.25"], buckets["14400"], buckets["+Inf"]));
    }

    [Fact]
    public async Task Whether_it_lives_is_told_to_anybody_and_numbers_are_not()
    {
        await using var environment = await TestEnvironment.OpenAsync(served: false);
        var (server, http) = await environment.ServeAsync();
        await using var _ = server;
        http.Dispose();
        using var stranger = new HttpClient { BaseAddress = new Uri(server.Address) };

        Assert.Equal("ok\n", await stranger.GetStringAsync("/healthz"));
        Assert.Equal("ready\n", await stranger.GetStringAsync("/readyz"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync("/metrics")).StatusCode);
    }

    private static Run RunOf(string pipeline, TimeSpan took)
    {
        var started = EventId.New(TimeProvider.System);
        return new Run
        {
            Id = RunId.Of(started, pipeline),
            Pipeline = pipeline,
            EventId = started,
            Attempt = 1,
            ProjectRevision = "r",
            State = RunState.Succeeded,
            StartedAt = DateTimeOffset.UnixEpoch,
            FinishedAt = DateTimeOffset.UnixEpoch + took,
        };
    }

    /// <summary>Reads the format as it is specified: every line is what it may be, every metric has its help and type once, before its samples.</summary>
    private static List<(string Name, Dictionary<string, string> Labels, double Value)> Parse(string text)
    {
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        var samples = new List<(string, Dictionary<string, string>, double)>();
        var (types, families, seen) = (new Dictionary<string, string>(), new HashSet<string>(), new HashSet<string>());
        string? family = null;
        foreach (var line in text.TrimEnd('\n').Split('\n'))
        {
            if (Help.Match(line) is { Success: true } help)
            {
                family = help.Groups[1].Value;
                Assert.True(families.Add(family), $"{family} comes twice.");
            }
            else if (Type.Match(line) is { Success: true } type)
            {
                Assert.Equal(family, type.Groups[1].Value);
                types.Add(family!, type.Groups[2].Value);
            }
            else
            {
                var sample = Sample.Match(line);
                Assert.True(sample.Success, line);
                var name = sample.Groups[1].Value;
                Assert.Equal(family, types[family!] == "histogram" ? Suffix.Replace(name, "") : name);
                Assert.True(types[family!] != "counter" || name.EndsWith("_total", StringComparison.Ordinal), name);
                var labels = sample.Groups[2].Captures.Zip(sample.Groups[3].Captures).ToDictionary(
                    label => label.First.Value,
                    label => Escaped.Replace(label.Second.Value, escape => escape.Groups[1].Value == "n" ? "\n" : escape.Groups[1].Value));
                Assert.True(seen.Add(line[..line.LastIndexOf(' ')]), $"{line} comes twice.");
                samples.Add((name, labels, double.Parse(sample.Groups[4].Value, CultureInfo.InvariantCulture)));
            }
        }

        return samples;
    }

    [GeneratedRegex(@"^# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) ((?:[^\\]|\\\\|\\n)*)$")]
    private static partial Regex Help { get; }

    [GeneratedRegex("^# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram)$")]
    private static partial Regex Type { get; }

    [GeneratedRegex("""^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(?:([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\["\\n])*)",?)+\})? ([0-9.eE+-]+)$""")]
    private static partial Regex Sample { get; }

    [GeneratedRegex("_(bucket|sum|count)$")]
    private static partial Regex Suffix { get; }

    [GeneratedRegex(@"\\(.)")]
    private static partial Regex Escaped { get; }
}
