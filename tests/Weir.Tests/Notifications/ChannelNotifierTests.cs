using System.Globalization;
using System.Text;

using Weir.Engine.Notifications;
using Weir.Failures;
using Weir.Notifications;
using Weir.Notifiers;
using Weir.Templates;

namespace Weir.Tests.Notifications;

public sealed class ChannelNotifierTests : IDisposable
{
    private static readonly Notification Failed = new("evt_1", "failure", "The pipeline <curate> failed & *stopped*", new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero))
    {
        Project = "orders",
        Facts = [new("pipeline", "curate"), new("object", "raw/a`b.json")],
        Text = "WEIR5002 There is no object.\n<!channel> look",
        Log = "line 1\n```line 2",
        Command = "weir show run_1",
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("weir-notify-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Slack_gets_one_text_in_which_nothing_is_a_mention_or_a_link()
    {
        await using var inbox = await HttpInbox.StartAsync();

        await SendAsync(new NotificationChannel.Slack(new Fixed($"{inbox.Url}/services/T0/B0/secret")));

        var (path, _, body) = Assert.Single(inbox.Letters);
        Assert.Equal("/services/T0/B0/secret", path);
        Assert.Equal(
            """
            *The pipeline &lt;curate&gt; failed &amp; ·stopped·*
            pipeline: `curate`
            object: `raw/a'b.json`
            WEIR5002 There is no object.
            &lt;!channel&gt; look
            ```
            line 1
            '''line 2
            ```
            `weir show run_1`
            """,
            body.GetProperty("text").GetString());
    }

    [Fact]
    public async Task A_webhook_gets_all_that_is_known_with_its_headers_and_a_key_that_stays()
    {
        await using var inbox = await HttpInbox.StartAsync();

        await SendAsync(new NotificationChannel.Webhook(new Fixed($"{inbox.Url}/alerts?x=1"), [new("Authorization", new Fixed("Bearer abc")), new("Content-Language", new Fixed("en"))]));

        var (path, headers, body) = Assert.Single(inbox.Letters);
        Assert.Equal("/alerts", path);
        Assert.Equal(("Bearer abc", "en", "evt_1"), (headers["Authorization"], headers["Content-Language"], headers["Idempotency-Key"]));
        Assert.Equal(
            """{"id":"evt_1","kind":"failure","project":"orders","time":"2026-01-02T03:04:05.000Z","title":"The pipeline <curate> failed & *stopped*","pipeline":"curate","object":"raw/a`b.json","text":"WEIR5002 There is no object.\n<!channel> look","log":"line 1\n```line 2","command":"weir show run_1"}""",
            body.GetRawText());
    }

    [Theory]
    [InlineData(500, "WEIR6701")]
    [InlineData(429, "WEIR6701")]
    [InlineData(404, "WEIR6702")]
    [InlineData(302, "WEIR6702")]
    public async Task An_answer_that_is_not_fine_is_told_without_the_address(int status, string code)
    {
        await using var inbox = await HttpInbox.StartAsync();
        inbox.Answer = _ => status;
        inbox.Says = "no service at /services/T0/B0/topsecret, token topsecret";

        var error = await Assert.ThrowsAnyAsync<WeirException>(() => SendAsync(new NotificationChannel.Slack(new Fixed($"{inbox.Url}/services/T0/B0/topsecret"))));

        Assert.Equal(code, error.Failure.Code);
        Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"127.0.0.1 answered {status}: no service at …, token …"), error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("topsecret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_never_answers_or_is_not_there_may_be_reached_later()
    {
        await using var inbox = await HttpInbox.StartAsync();
        inbox.Answer = _ => null;

        var silent = await Assert.ThrowsAsync<UnavailableException>(
            () => SendAsync(new NotificationChannel.Slack(new Fixed($"{inbox.Url}/topsecret")), TimeSpan.FromMilliseconds(300)));
        var absent = await Assert.ThrowsAsync<UnavailableException>(() => SendAsync(new NotificationChannel.Slack(new Fixed("http://127.0.0.1:1/topsecret"))));

        Assert.Equal(["WEIR6701", "WEIR6701"], [silent.Failure.Code, absent.Failure.Code]);
        Assert.DoesNotContain("topsecret", silent.ToString() + absent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_letter_has_a_subject_a_body_and_an_id_that_stays()
    {
        await using var inbox = new SmtpInbox();

        await SendAsync(new NotificationChannel.Email("weir@example.org", ["ops@example.org", "dev@example.org"], new SmtpServer("127.0.0.1", inbox.Port) { UsesTls = false }));

        var letter = Assert.Single(inbox.Letters);
        Assert.Contains("Subject: [orders] The pipeline <curate> failed & *stopped*\n", letter, StringComparison.Ordinal);
        Assert.Contains("Message-ID: <evt_1@weir>\n", letter, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("To: ops@example.org, dev@example.org\n", letter, StringComparison.Ordinal);
        Assert.Contains("WEIR5002 There is no object.", Decoded(letter), StringComparison.Ordinal);
        Assert.Contains("See more with: weir show run_1", Decoded(letter), StringComparison.Ordinal);
        Assert.Equal(2, inbox.Commands.Count(command => command.StartsWith("RCPT TO", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_server_of_letters_is_told_who_sends_and_may_refuse()
    {
        await using var inbox = new SmtpInbox { Welcome = "550 no such user" };
        var server = new SmtpServer("127.0.0.1", inbox.Port) { UsesTls = false, User = new Fixed("user"), Password = new Fixed("password") };

        var refused = await Assert.ThrowsAsync<RefusedException>(() => SendAsync(new NotificationChannel.Email("weir@example.org", ["ops@example.org"], server)));
        var absent = await Assert.ThrowsAsync<UnavailableException>(
            () => SendAsync(new NotificationChannel.Email("weir@example.org", ["ops@example.org"], server with { Port = 1 })));

        Assert.Contains(inbox.Commands, command => command.StartsWith("AUTH ", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(["WEIR6702", "WEIR6701"], [refused.Failure.Code, absent.Failure.Code]);
        Assert.DoesNotContain("password", refused.Message + absent.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_gets_the_json_and_runs_in_the_projects_folder()
    {
        await SendAsync(new NotificationChannel.Command("cat > told.json"));

        Assert.StartsWith("""{"id":"evt_1","kind":"failure",""", await File.ReadAllTextAsync(Path.Combine(_folder, "told.json")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("echo no luck >&2; exit 3", "WEIR6701", "exit code 3: no luck")]
    [InlineData("no-such-command-anywhere", "WEIR6702", "exit code 127")]
    [InlineData("exit 0 < /dev/null", null, null)]
    public async Task A_command_says_by_its_exit_code_whether_it_has_told(string line, string? code, string? message)
    {
        var error = await Record.ExceptionAsync(() => SendAsync(new NotificationChannel.Command(line)));

        Assert.Equal(code, (error as WeirException)?.Failure.Code);
        Assert.Contains(message ?? "", error?.Message ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_that_does_not_end_is_killed_with_all_that_it_started()
    {
        var error = await Assert.ThrowsAsync<UnavailableException>(
            () => SendAsync(new NotificationChannel.Command("(sleep 100; echo late > late) & echo begun; wait"), TimeSpan.FromMilliseconds(300)));

        Assert.Contains("was killed", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder, "late")));
    }

    private static string Decoded(string letter)
    {
        var body = letter[(letter.IndexOf("\n\n", StringComparison.Ordinal) + 2)..];
        return letter.Contains("base64", StringComparison.OrdinalIgnoreCase)
            ? Encoding.UTF8.GetString(Convert.FromBase64String(body.ReplaceLineEndings("")))
            : body.Replace("=\n", "", StringComparison.Ordinal).Replace("=0D=0A", "\n", StringComparison.Ordinal).Replace("=0A", "\n", StringComparison.Ordinal);
    }

    private async Task SendAsync(NotificationChannel channel, TimeSpan? patience = null)
    {
        using var notifier = new ChannelNotifier(_folder, new Dictionary<string, object?>()) { Patience = patience ?? TimeSpan.FromSeconds(60) };
        await notifier.SendAsync(channel, Failed, default);
    }

    /// <summary>A template with nothing to fill in.</summary>
    private sealed class Fixed(string text) : Template
    {
        public override string Text => text;

        public override string Render(IReadOnlyDictionary<string, object?> scope) => text;
    }
}
