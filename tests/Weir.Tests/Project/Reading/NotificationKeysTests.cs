using Weir.Notifications;

namespace Weir.Tests.Project.Reading;

public sealed class NotificationKeysTests
{
    [Theory]
    [InlineData("on_failure: [slack: { webhook: hooks.example.org }]", "3:32 WEIR2910")]
    [InlineData("on_failure: [slack: { webhook: 'ftp://hooks.example.org' }]", "3:32 WEIR2910")]
    [InlineData("on_failure: [slack: { webhook: 'https://x/{{event.key}}' }]", "3:43 WEIR2502")]
    [InlineData("on_failure: [slack: {}]", "3:21 WEIR2103")]
    [InlineData("on_failure: [webhook: { url: 'https://x', headers: { 'a b': c } }]", "3:54 WEIR2910")]
    [InlineData("on_failure: [email: { to: ops, from: a@b.c, smtp: { host: x } }]", "3:27 WEIR2911")]
    [InlineData("on_failure: [email: { to: [a@b.c, ''], from: a@b.c, smtp: { host: x } }]", "3:35 WEIR2911")]
    [InlineData("on_failure: [email: { to: a@b.c, from: a@b.c, smtp: { host: x, user: u } }]", "3:53 WEIR2912")]
    [InlineData("on_failure: [{ command: x, slack: { webhook: 'https://x' } }]", "3:28 WEIR2110")]
    [InlineData("on_failure: []", "3:13 WEIR2109")]
    [InlineData("on_failure: [{ name: a, command: x }, { name: A, command: y }]", "3:39 WEIR2206")]
    [InlineData("on_failure: [command: x, command: y, { command: z }]", "")]
    [InlineData("alarms: { a: { failures: { above: 1 } } }", "3:14 WEIR2914")]
    [InlineData("alarms: { a: { failures: { above: -1 }, notify: [command: x] } }", "3:35 WEIR2106")]
    [InlineData("alarms: { a: { failures: { above: 1, pipeline: p, table: t }, notify: [command: x] } }", "3:48 WEIR2913,3:58 WEIR2913")]
    [InlineData("alarms: { a: { no_load: { for: 1h }, notify: [command: x] } }", "3:25 WEIR2103")]
    [InlineData("alarms: { a: { no_load: { for: 1h, table: t }, run_time: { above: 1s }, notify: [command: x] } }", "3:43 WEIR2913,3:48 WEIR2110")]
    [InlineData("pipelines: { p: { triggers: [manual: true], steps: [notify: { command: x }] } }", "3:61 WEIR2103")]
    [InlineData("pipelines: { p: { triggers: [manual: true], steps: [notify: { command: x, message: '{{event.key}}' }] } }", "3:85 WEIR2502")]
    [InlineData("pipelines: { p: { triggers: [manual: true], on_failure: [command: x], steps: [notify: { command: x, message: '{{event.id}}' }] } }", "")]
    public void A_mistake_has_its_place_and_code(string keys, string expected)
    {
        var mistakes = ProjectFolder.Mistakes($"project: p\nbuckets: {{ raw: }}\n{keys}\n");

        Assert.Equal(expected, string.Join(',', mistakes.Select(m => FormattableString.Invariant($"{m.Line}:{m.Column} {m.Failure.Code}"))));
    }

    [Fact]
    public void The_first_of_a_kind_is_called_by_the_kind_and_the_address_is_in_no_mistake()
    {
        var read = ProjectFolder.ReadGood(
            """
            project: p
            buckets: { raw: }
            on_failure:
              - slack: { webhook: "https://hooks.slack.com/services/T0/B0/topsecret" }
              - command: x
              - slack: { webhook: "https://example.org/topsecret" }
              - { name: late, slack: { webhook: "https://example.org/topsecret" } }
            """);
        var mistake = Assert.Single(
            ProjectFolder.Mistakes("project: p\nbuckets: { raw: }\non_failure: [slack: { webhok: 'https://hooks.slack.com/topsecret' }]\n"));

        Assert.Equal(["slack", "command", "slack-3", "late"], read.OnFailure.Select(target => target.Name));
        Assert.Equal("https://hooks.slack.com/services/T0/B0/topsecret", Assert.IsType<NotificationChannel.Slack>(read.OnFailure[0].Channel).Url.Text);
        Assert.True(mistake.IsSecret);
        Assert.DoesNotContain("topsecret", mistake.Failure.Message, StringComparison.Ordinal);
    }
}
