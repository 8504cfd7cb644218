using System.Text.Json;

namespace Weir.Tests.Cli.Commands;

/// <summary>What is to happen at a time, and what is not to for a while.</summary>
public sealed class SchedulesCommandTests
{
    /// <summary>The commands that are tried here with <c>--json</c>.</summary>
    public static readonly string[] Commands = ["schedules", "schedules pause", "schedules resume", "schedules run"];

    private const string Yaml =
        """
        project: times
        buckets: { raw: {} }
        pipelines:
          nightly:
            triggers:
              - schedule: { cron: "0 3 * * *", timezone: Europe/Brussels }
              - schedule: rate(1 day)
              - manual: true
            steps: [{ shell: "true" }]
          later:
            triggers: [{ manual: true }]
            steps: [{ schedule: { pipeline: nightly, in: 2h } }, { schedule: { pipeline: nightly, in: 1h } }]
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Schedules_and_what_steps_have_put_off_are_listed_paused_and_resumed(bool served)
    {
        using var project = new CliProject(Yaml);
        using var up = await project.UpAsync();
        (await project.RunAsync("run", "later")).Fine();
        if (!served)
        {
            await up.SignalAsync("INT");
            (await up.WhenEndedAsync()).Fine();
        }

        var all = await ListAsync(project, "schedules");
        Assert.Equal(["nightly 0 3 * * * Europe/Brussels", "nightly rate(1 day) UTC", "nightly once UTC", "nightly once UTC"], all.Select(Text));
        Assert.All(all, schedule => Assert.InRange(Time(schedule, "next"), DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddHours(25)));
        Assert.Equal([false, false, true, true], all.Select(schedule => schedule.GetProperty("run").ValueKind == JsonValueKind.String));
        Assert.Equal(3, Time(all[0], "next").ToOffset(TimeZoneInfo.FindSystemTimeZoneById("Europe/Brussels").GetUtcOffset(Time(all[0], "next"))).Hour);
        Assert.InRange(Time(all[3], "next") - Time(all[2], "next"), TimeSpan.FromMinutes(50), TimeSpan.FromMinutes(70));
        Assert.Equal(["nightly 0 3 * * * Europe/Brussels"], (await ListAsync(project, "schedules", "-n", "1")).Select(Text));

        Assert.All(await ListAsync(project, "schedules", "pause", "nightly"), schedule => Assert.Equal(JsonValueKind.Null, schedule.GetProperty("next").ValueKind));
        var paused = (await ListAsync(project, "schedules")).Take(2).ToList();
        Assert.All(paused, schedule => Assert.InRange(Time(schedule, "paused_since"), DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow));
        Assert.Contains("paused", (await project.RunAsync("schedules")).Fine(), StringComparison.Ordinal);
        var resumed = await ListAsync(project, "schedules", "resume", "nightly");
        Assert.Equal(2, resumed.Count);
        Assert.All(resumed, schedule => Assert.Equal(JsonValueKind.Null, schedule.GetProperty("paused_since").ValueKind));

        var fired = JsonElement.Parse((await project.RunAsync("schedules", "run", "nightly", "--json")).Fine());
        Assert.Equal(("nightly", "pipeline"), (fired.GetProperty("name").GetString(), fired.GetProperty("kind").GetString()));
        Assert.Contains(
            "schedule_fired", (await project.RunAsync("events", "--json", "-n", "10")).Fine(), StringComparison.Ordinal);
        Assert.StartsWith("started pipeline nightly run_", (await project.RunAsync("schedules", "run", "nightly")).Fine(), StringComparison.Ordinal);
        (await project.RunAsync("schedules", "run", "nihgtly")).Refused("WEIR7125", "nihgtly", "Did you mean 'nightly'?");
        (await project.RunAsync("schedules", "pause", "nihgtly")).Refused("WEIR7125", "nihgtly", "Did you mean 'nightly'?");
        Assert.Contains("weir schedules", (await project.RunAsync("schedules", "--help")).Fine(), StringComparison.Ordinal);
        Assert.Contains("weir schedules resume NAME", (await project.RunAsync("schedules", "resume", "--help")).Fine(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_is_scheduled_that_is_said()
    {
        using var project = new CliProject();

        Assert.Equal("[]\n", (await project.RunAsync("schedules", "--json")).Fine());
        (await project.RunAsync("schedules", "pause", "curate")).Refused("WEIR7125", "curate", "It has no schedules at all");
    }

    private static async Task<List<JsonElement>> ListAsync(CliProject project, params string[] call)
    {
        using var json = JsonDocument.Parse((await project.RunAsync([.. call, "--json"])).Fine());
        return [.. json.RootElement.EnumerateArray().Select(schedule => schedule.Clone())];
    }

    private static string Text(JsonElement schedule) =>
        $"{schedule.GetProperty("name").GetString()} {schedule.GetProperty("schedule").GetString()} {schedule.GetProperty("timezone").GetString()}";

    private static DateTimeOffset Time(JsonElement schedule, string member) => schedule.GetProperty(member).GetDateTimeOffset();
}
