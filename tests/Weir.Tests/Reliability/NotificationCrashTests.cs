using Weir.Tests.Cli;
using Weir.Tests.Notifications;

namespace Weir.Tests.Reliability;

/// <summary>A process that is killed between a failure and the word of it.</summary>
public sealed class NotificationCrashTests
{
    [Fact]
    public async Task What_failed_is_told_by_the_next_process_under_the_same_id()
    {
        await using var inbox = await HttpInbox.StartAsync();
        using var project = new CliProject(
            $$"""
            project: orders
            on_failure: [{ webhook: { url: "{{inbox.Url}}/topsecret" } }]
            buckets: { raw: {}, out: {} }
            pipelines:
              curate:
                triggers: [{ object_created: raw/* }]
                steps: [{ copy: { from: raw/nothing, to: out/never } }]
            """);
        project.Write("a.txt", "a");
        inbox.Answer = _ => null;
        using (var first = await project.UpAsync())
        {
            (await project.RunAsync("put", "a.txt", "raw/")).Fine();
            await inbox.PostedAsync(1);
            await first.KillAsync();
        }

        inbox.Answer = _ => 200;
        var second = await project.RunAsync("up", "--exit-when-idle");

        var (_, headers, told) = Assert.Single(inbox.Letters);
        Assert.Equal("The pipeline curate failed", told.GetProperty("title").GetString());
        Assert.Equal(inbox.Ids[0], headers["Idempotency-Key"]);
        Assert.Equal(inbox.Ids[0], inbox.Ids[1]);
        Assert.DoesNotContain("topsecret", second.Output + second.Errors, StringComparison.Ordinal);
    }
}
