using System.Text.Json;

namespace Weir.Tests.Cli.Commands;

public sealed class UpCommandTests
{
    private const string Inbox =
        """
        project: inbox
        buckets: { raw: { path: ./inbox } }

        """;

    [Fact]
    public async Task What_is_put_is_worked_off_and_can_be_asked_for()
    {
        using var project = new CliProject();
        project.WriteOrders("data", 1, 20);

        Assert.StartsWith("put 20 files into raw/orders/", (await project.RunAsync("put", "data", "raw/orders/")).Fine(), StringComparison.Ordinal);
        Assert.Contains("done in", (await project.RunAsync("up", "--exit-when-idle")).Fine(), StringComparison.Ordinal);

        Assert.Equal("n,last\n20,order 9\n", await AskAsync(project, "SELECT count(*) AS n, max(name) AS last FROM orders"));
        Assert.Equal("files,rows\n20,20\n", await AskAsync(project, "SELECT count(*) AS files, sum(rows_loaded) AS rows FROM weir.load_history"));
    }

    [Fact]
    public async Task Working_off_ends_with_an_error_when_a_file_could_not_be_loaded()
    {
        using var project = new CliProject();
        project.Write("broken.json", """{"id": 1""");
        (await project.RunAsync("put", "broken.json", "raw/orders/")).Fine();

        var up = await project.RunAsync("up", "--exit-when-idle");

        Assert.Equal(1, up.ExitCode);
        Assert.Contains("1 file not loaded", up.Output, StringComparison.Ordinal);
        Assert.Contains("LOAD_FAILED", (await project.RunAsync("loads")).Fine(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_up_says_that_one_runs_and_leaves_it_alone()
    {
        using var project = new CliProject();
        using var up = await project.UpAsync();

        (await project.RunAsync("up")).Refused("WEIR4005", $"process {up.Id}", "stop it first");
        (await project.RunAsync("up", "--exit-when-idle")).Refused("WEIR4005", $"process {up.Id}", "stop it first");

        (await project.RunAsync("ls")).Fine();
    }

    [Fact]
    public async Task A_project_that_is_changed_under_a_running_up_is_told_of_and_taken_at_the_next_start()
    {
        using var project = new CliProject();
        using var up = await project.UpAsync();
        Assert.Equal("", (await project.RunAsync("ls")).Errors);

        project.Write("weir.yaml", CliProject.Orders + "\n# changed\n");

        await up.ReadUntilAsync("notice  WEIR4007 weir.yaml changed");
        foreach (var command in (string[][])[["ls", "--json"], ["validate"]])
        {
            var told = await project.RunAsync(command);
            Assert.Contains("WEIR4007", told.Errors, StringComparison.Ordinal);
            Assert.DoesNotContain("WEIR", told.Fine(), StringComparison.Ordinal);
        }

        project.Write("tables/more.yaml", "source: raw/more/*.json");
        await up.ReadUntilAsync("tables/more.yaml changed");
        File.Delete(Path.Combine(project.Folder, "tables/more.yaml"));
        project.Write("weir.yaml", CliProject.Orders);
        Assert.Equal("", (await project.RunAsync("ls")).Errors);
    }

    [Fact]
    public async Task What_a_killed_up_leaves_behind_stops_no_command_and_no_next_up()
    {
        using var project = new CliProject();
        project.WriteOrders("data", 1, 50);
        using (var up = await project.UpAsync())
        {
            (await project.RunAsync("put", "data", "raw/orders/")).Fine();
            await up.KillAsync();
        }

        Assert.True(File.Exists(Path.Combine(project.Folder, ".weir/local/weir.sock")));
        Assert.Contains("raw", (await project.RunAsync("ls")).Fine(), StringComparison.Ordinal);
        project.WriteOrders("more", 51, 10);
        (await project.RunAsync("put", "more", "raw/orders/")).Fine();

        using (var up = await project.UpAsync())
        {
            (await project.RunAsync("events")).Fine();
            await up.SignalAsync("TERM");
            Assert.Equal(0, (await up.WhenEndedAsync()).ExitCode);
        }

        await AssertAllLoadedAsync(project, 60);
    }

    [Fact]
    public async Task Several_clients_are_served_at_once()
    {
        using var project = new CliProject();
        using var up = await project.UpAsync();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(async client =>
        {
            project.WriteOrders($"data-{client}", client * 10, 10);
            (await project.RunAsync("put", $"data-{client}", "raw/orders/")).Fine();
            Assert.Equal("n\n1\n", await AskAsync(project, "SELECT 1 AS n"));
            Assert.Contains($"orders/{client * 10}.json", (await project.RunAsync("ls", "raw")).Fine(), StringComparison.Ordinal);
        }));

        await up.SignalAsync("INT");
        (await up.WhenEndedAsync()).Fine();
        await AssertAllLoadedAsync(project, 80);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public async Task A_signal_stops_it_in_order_in_the_middle_of_work(string signal)
    {
        using var project = new CliProject();
        project.WriteOrders("data", 1, 300);
        using var up = await project.UpAsync();
        (await project.RunAsync("put", "data", "raw/orders/")).Fine();

        await up.SignalAsync(signal);
        var ended = await up.WhenEndedAsync();

        Assert.Contains("done in", ended.Fine(), StringComparison.Ordinal);
        Assert.Equal("", ended.Errors);
        Assert.False(File.Exists(Path.Combine(project.Folder, ".weir/local/weir.sock")));
        await AssertAllLoadedAsync(project, 300);
    }

    [Fact]
    public async Task Happenings_are_told_to_programs_as_a_line_each()
    {
        using var project = new CliProject();
        project.WriteOrders("data", 1, 3);
        (await project.RunAsync("put", "data", "raw/orders/")).Fine();

        var lines = (await project.RunAsync("up", "--exit-when-idle", "--json")).Fine().TrimEnd().Split('\n');

        var happenings = lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("event").GetString()).ToList();
        Assert.Equal("ready", happenings[0]);
        Assert.Equal(3, happenings.Count(happening => happening == "run_ended"));
        Assert.Equal(3, happenings.Count(happening => happening == "loaded"));
    }

    [Fact]
    public async Task Dead_letters_that_stand_are_mentioned()
    {
        using var project = new CliProject();
        project.WriteOrders("data", 1, 1);
        (await project.RunAsync("put", "data", "raw/orders/")).Fine();
        project.Write("weir.yaml", "project: orders\nbuckets: { raw: {} }\n");
        Assert.Equal(1, (await project.RunAsync("up", "--exit-when-idle")).ExitCode);

        Assert.Contains("1 delivery was given up", (await project.RunAsync("up", "--exit-when-idle")).Fine(), StringComparison.Ordinal);
        project.Write("weir.yaml", CliProject.Orders);
        (await project.RunAsync("put", "data", "raw/orders/")).Fine();
        project.Write("weir.yaml", "project: orders\nbuckets: { raw: {} }\n");
        var both = await project.RunAsync("up", "--exit-when-idle");
        Assert.Contains("1 delivery given up ('weir dead-letters' tells why)", both.Output, StringComparison.Ordinal);
        Assert.Contains("1 more was given up before", both.Output, StringComparison.Ordinal);
        Assert.Contains("\"dead_letters\":2", (await project.RunAsync("up", "--exit-when-idle", "--json")).Fine(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("circle.json", "circle.json")]
    [InlineData("lost.json", "nowhere.json")]
    [InlineData("outside.json", "../weir.yaml")]
    public async Task A_file_that_cannot_be_read_is_named_and_holds_up_nothing(string name, string target)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var project = new CliProject(Inbox);
        project.Write("inbox/sound.json", "{}");
        File.CreateSymbolicLink(Path.Combine(project.Folder, "inbox", name), target);

        var up = await project.RunAsync("up", "--exit-when-idle").WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal(1, up.ExitCode);
        Assert.Contains(name, up.Output, StringComparison.Ordinal);
        Assert.Contains("sound.json", (await project.RunAsync("ls", "raw")).Fine(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("inbox/day/deep", UnixFileMode.None)]
    [InlineData("inbox/day", UnixFileMode.UserRead)]
    [InlineData("inbox", UnixFileMode.None)]
    public async Task A_folder_that_cannot_be_read_is_named_and_keeps_what_is_known(string folder, UnixFileMode rights)
    {
        if (OperatingSystem.IsWindows() || !CliProject.CanBeBound)
        {
            return;
        }

        using var project = new CliProject(Inbox);
        project.Write("inbox/day/deep/a.json", "{}");
        (await project.RunAsync("up", "--exit-when-idle")).Fine();
        var before = (await project.RunAsync("ls", "raw", "--json")).Fine();
        var locked = Path.Combine(project.Folder, folder);
        var usual = File.GetUnixFileMode(locked);
        File.SetUnixFileMode(locked, rights);

        Answer up;
        using (var process = project.StartBound("up", "--exit-when-idle"))
        {
            up = await process.WhenEndedAsync();
        }

        File.SetUnixFileMode(locked, usual);
        Assert.Equal((1, ""), (up.ExitCode, up.Errors));
        Assert.Contains($"WEIR3003 Reading the folder {locked} failed", up.Output, StringComparison.Ordinal);
        Assert.Equal(before, (await project.RunAsync("ls", "raw", "--json")).Fine());
        (await project.RunAsync("up", "--exit-when-idle")).Fine();
        Assert.Equal(before, (await project.RunAsync("ls", "raw", "--json")).Fine());
    }

    [Theory]
    [InlineData(".")]
    [InlineData("lock")]
    [InlineData("state.db")]
    [InlineData("warehouse.db")]
    public async Task It_ends_when_its_own_files_are_deleted(string file)
    {
        using var project = new CliProject();
        using var up = await project.UpAsync();
        var path = Path.Combine(project.Folder, ".weir", "local", file);
        if (file == ".")
        {
            Directory.Move(path[..^2], Path.Combine(project.Folder, "away"));
        }
        else
        {
            File.Delete(path);
        }

        var ended = await up.WhenEndedAsync();

        Assert.Equal(2, ended.ExitCode);
        Assert.StartsWith("WEIR4006 ", ended.Errors, StringComparison.Ordinal);
        (await project.RunAsync("up", "--exit-when-idle")).Fine();
    }

    /// <summary>Works off what waits; then every order is there, once.</summary>
    private static async Task AssertAllLoadedAsync(CliProject project, int count)
    {
        (await project.RunAsync("up", "--exit-when-idle")).Fine();
        Assert.Equal($"n,ids\n{count},{count}\n", await AskAsync(project, "SELECT count(*) AS n, count(DISTINCT id) AS ids FROM orders"));
    }

    private static async Task<string> AskAsync(CliProject project, string sql) =>
        (await project.RunAsync("query", sql, "--format", "csv")).Fine();
}
