using System.Net;
using System.Text.RegularExpressions;

using Weir.Tests.Cli;

namespace Weir.Tests.Dashboard;

/// <summary>The pages on which people decide: approvals, dead letters, schedules.</summary>
public sealed partial class OperatingPagesTests
{
    private const string Yaml =
        """
        project: operated
        buckets: { raw: {} }
        pipelines:
          send:
            triggers: [{ object_created: raw/ask/* }]
            steps: [{ name: look, approve: "Send <b>it</b>?" }]
          broken:
            triggers: [{ object_created: raw/bad/* }]
            retry: { max_attempts: 1 }
            steps: [{ shell: "exit 3" }]
          nightly:
            triggers: [{ schedule: "0 3 * * *" }]
            steps: [{ shell: "true" }]
        """;

    [Fact]
    public async Task What_waits_for_a_person_is_shown_and_answered_with_a_comment()
    {
        using var project = await WorkedAsync("ask/1", fails: false);
        await using var pages = await DashboardHost.OpenAsync(project);

        var (_, page) = await pages.GetAsync("/approvals");
        Assert.Contains("Send &lt;b&gt;it&lt;/b&gt;?", page, StringComparison.Ordinal);
        var action = Action().Match(page).Value;
        using (var wrong = await pages.SendAsync("/approvals", action, ("word", "maybe"), ("step", "look")))
        {
            Assert.Contains("WEIR7030", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        using var done = await pages.SendAsync("/approvals", action, ("word", "approve"), ("step", "look"), ("comment", "fine"));
        Assert.Equal((HttpStatusCode.SeeOther, "/approvals"), (done.StatusCode, done.Headers.Location?.ToString()));
        Assert.Contains("Approved: the run of send goes on.", (await pages.GetAsync("/approvals")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_given_up_is_shown_with_its_reason_and_delivered_again_one_or_all()
    {
        using var project = await WorkedAsync("bad/1", fails: true);
        await using var pages = await DashboardHost.OpenAsync(project);

        var (_, page) = await pages.GetAsync("/dead-letters");
        Assert.Contains("raw/bad/1", page, StringComparison.Ordinal);
        Assert.Contains("exit code 3", page, StringComparison.Ordinal);
        var run = Run().Match(page).Groups[1].Value;
        Assert.Equal(HttpStatusCode.OK, (await pages.GetAsync(run)).Status);
        Assert.Contains("href=\"/runs?pipeline=broken\"", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/upload/trail?bucket=raw&amp;key=bad%2F1&amp;version=", page, StringComparison.Ordinal);
        Assert.Contains("&quot;size&quot;: 1,", page, StringComparison.Ordinal);
        using (var none = await pages.SendAsync("/dead-letters", "/dead-letters/redrive"))
        {
            Assert.Equal(HttpStatusCode.SeeOther, none.StatusCode);
        }

        Assert.Contains("None was chosen.", (await pages.GetAsync("/dead-letters")).Text, StringComparison.Ordinal);
        using var done = await pages.SendAsync("/dead-letters", "/dead-letters/redrive", ("id", Chosen().Match(page).Groups[1].Value));
        Assert.Equal("/dead-letters", done.Headers.Location?.ToString());
        Assert.Contains("One dead letter is being delivered again.", (await pages.GetAsync("/dead-letters")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_schedule_is_paused_resumed_and_run_now()
    {
        using var project = new CliProject(Yaml);
        await using var pages = await DashboardHost.OpenAsync(project);
        Assert.Contains("0 3 * * *", (await pages.GetAsync("/schedules")).Text, StringComparison.Ordinal);

        Assert.Contains("The schedules of nightly are paused.", await DoAsync("pause"), StringComparison.Ordinal);
        Assert.Contains("go on, with the times that come.", await DoAsync("resume"), StringComparison.Ordinal);
        Assert.Contains("nightly begins now.", await DoAsync("run"), StringComparison.Ordinal);

        async Task<string> DoAsync(string word)
        {
            using var done = await pages.SendAsync("/schedules", $"/schedules/nightly/{word}");
            Assert.Equal("/schedules", done.Headers.Location?.ToString());
            return (await pages.GetAsync("/schedules")).Text;
        }
    }

    private static async Task<CliProject> WorkedAsync(string key, bool fails)
    {
        var project = new CliProject(Yaml);
        project.Write("one.txt", "1");
        (await project.RunAsync("put", "one.txt", $"raw/{key}")).Fine();
        Assert.Equal(fails ? 1 : 0, (await project.RunAsync("up", "--exit-when-idle")).ExitCode);
        return project;
    }

    [GeneratedRegex("/approvals/run_[0-9a-f]+")]
    private static partial Regex Action();

    [GeneratedRegex("href=\"(/runs/run_[0-9a-f]{32})\"")]
    private static partial Regex Run();

    [GeneratedRegex("name=\"id\" value=\"([0-9]+)\"")]
    private static partial Regex Chosen();
}
