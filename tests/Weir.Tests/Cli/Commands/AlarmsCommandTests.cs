using System.Text.Json;

namespace Weir.Tests.Cli.Commands;

/// <summary><c>weir alarms</c>, as it is typed.</summary>
public sealed class AlarmsCommandTests
{
    private const string Yaml =
        """
        project: orders
        on_failure: [{ command: cat >> told.txt }]
        buckets: { raw: {} }
        tables:
          orders:
            source: raw/**.json
            columns: { id: { type: bigint, nullable: false } }
        alarms:
          dirty: { quarantined_rows: { above: 0, within: 1h, table: orders } }
          silent: { no_load: { for: 1h, table: orders } }
          late: { oldest_waiting: { above: 1h } }
          slow: { run_time: { above: 1h } }
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Alarms_are_listed_with_what_is_found_now(bool served)
    {
        using var project = new CliProject(Yaml);
        project.Write("rows.json", """[{"id":1},{"id":null}]""");
        Assert.Matches(@"dirty +new +quarantined_rows +0 +0\n", (await project.RunAsync("alarms")).Fine());
        (await project.RunAsync("put", "rows.json", "raw/")).Fine();
        (await project.RunAsync("up", "--exit-when-idle")).Fine();
        using var up = served ? await project.UpAsync() : null;

        var listed = await project.RunAsync("alarms");
        var json = await project.RunAsync("alarms", "--json");

        Assert.Equal(1, listed.ExitCode);
        Assert.Matches(@"dirty +firing +\S+Z +quarantined_rows +1 +0\n", listed.Output);
        Assert.Matches(@"late +well +\S+Z +oldest_waiting +0ms +1h\n", listed.Output);
        using var alarms = JsonDocument.Parse(json.Output);
        Assert.Equal(["firing", "well", "well", "well"], alarms.RootElement.EnumerateArray().Select(alarm => alarm.GetProperty("state").GetString()));
        Assert.Equal("Quarantined rows of the table orders within 1h: 1, above 0.", alarms.RootElement[0].GetProperty("message").GetString());
        Assert.Contains("The alarm dirty fires", await File.ReadAllTextAsync(Path.Combine(project.Folder, "told.txt")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_project_may_have_none()
    {
        using var project = new CliProject();

        Assert.Equal("[]\n", (await project.RunAsync("alarms", "--json")).Fine());
    }
}
