using System.Net;
using System.Net.Http.Headers;

using Weir.Server.Access;
using Weir.Server.Access.Accounts;
using Weir.Server.Access.SignIn;

namespace Weir.Tests.Server.Access;

/// <summary>Signing in and out, and what a browser's session is good for.</summary>
public sealed class SignInTests
{
    private const string Password = "correct horse battery";

    [Fact]
    public async Task Who_signs_in_is_known_until_they_sign_out_and_what_the_browser_shows_is_kept_nowhere()
    {
        await using var world = await AccessWorld.OpenAsync();
        await world.AddUserAsync("ada", Password, Role.Operator);
        using var browser = world.Client();

        using var answer = await world.SignInAsync(browser, "ada", Password, "/runs?state=failed");

        Assert.Equal((HttpStatusCode.SeeOther, "/runs?state=failed"), (answer.StatusCode, answer.Headers.Location!.ToString()));
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Matches(@"^weir-session-\d+=\S{43}; max-age=604800; path=/; samesite=strict; httponly$", cookie);
        Assert.Contains("\"name\":\"ada\",\"role\":\"operator\"", await browser.GetStringAsync("/api/v1/me"), StringComparison.Ordinal);
        var shown = cookie.Split('=', 2)[1].Split(';')[0];
        Assert.DoesNotContain(shown, await StoredAsync(world), StringComparison.Ordinal);

        using var other = world.Client();
        other.DefaultRequestHeaders.Add("Cookie", cookie.Split(';')[0]);
        Assert.Equal(200, (await AccessWorld.SendAsync(other, HttpMethod.Get, "/api/v1/me")).Status);
        using (var bye = await browser.SendAsync(world.Form("/sign-out")))
        {
            Assert.Equal((HttpStatusCode.SeeOther, "/sign-in"), (bye.StatusCode, bye.Headers.Location!.ToString()));
        }

        Assert.Equal((401, "WEIR7405"), await AccessWorld.SendAsync(other, HttpMethod.Get, "/api/v1/me"));
        Assert.Equal(["sign out ok", "sign in ok"], (await world.AuditAsync()).Where(entry => entry.Who == "ada").Select(entry => $"{entry.What} {entry.Result}"));
    }

    [Fact]
    public async Task A_wrong_password_a_wrong_name_and_a_wrong_token_are_answered_the_same()
    {
        await using var world = await AccessWorld.OpenAsync();
        await world.AddUserAsync("ada", Password);
        using var browser = world.Client();
        Assert.Contains("name=\"password\"", await browser.GetStringAsync("/sign-in"), StringComparison.Ordinal);
        var answers = new List<string>();
        foreach (var (name, password) in new[] { ("ada", "wrong"), ("nobody", "wrong"), ("", "wrong"), ("ada", new string('x', 5_000)), ("ada", ""), ("<script>", "x") })
        {
            using var answer = await world.SignInAsync(browser, name, password);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.False(answer.Headers.Contains("Set-Cookie"));

            // But for the name, which somebody who mistyped the password need not type again.
            answers.Add((await answer.Content.ReadAsStringAsync()).Replace($" value=\"{WebUtility.HtmlEncode(name)}\" autocomplete", " value=\"\" autocomplete", StringComparison.Ordinal));
        }

        Assert.Single(answers.Distinct());
        Assert.Contains("WEIR7427", answers[0], StringComparison.Ordinal);
        Assert.DoesNotContain((await world.AuditAsync()).Select(entry => entry.ToString()), entry => entry.Contains("wrong", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_fails_too_often_waits_and_gets_in_after_a_minute_and_by_a_token_at_once()
    {
        await using var world = await AccessWorld.OpenAsync();
        await world.AddUserAsync("ada", Password);
        using var browser = world.Client();
        for (var time = 0; time < SignInLimits.FreeOfName + 3; time++)
        {
            using var failed = await world.SignInAsync(browser, "ada", "wrong");
            world.Clock.Advance(TimeSpan.FromSeconds(time < SignInLimits.FreeOfName + 2 ? 60 : 0));
            Assert.Equal(HttpStatusCode.Unauthorized, failed.StatusCode);
        }

        using var early = await world.SignInAsync(browser, "ada", Password);
        Assert.Equal(HttpStatusCode.TooManyRequests, early.StatusCode);
        Assert.InRange(early.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Contains("WEIR7428", await early.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var byToken = await world.SignInAsync(browser, "", world.OwnersToken);
        Assert.Equal(HttpStatusCode.SeeOther, byToken.StatusCode);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        using var late = await world.SignInAsync(browser, "ada", Password);
        Assert.Equal(HttpStatusCode.SeeOther, late.StatusCode);
    }

    [Fact]
    public async Task A_session_ends_when_nobody_uses_it_and_after_a_week_at_the_latest()
    {
        await using var world = await AccessWorld.OpenAsync();
        await world.AddUserAsync("ada", Password);
        using var idle = await world.BrowserAsync("ada", Password);
        using var busy = await world.BrowserAsync("ada", Password);

        for (var hours = 0; hours < 6 * 24; hours += 11)
        {
            Assert.Equal(200, (await AccessWorld.SendAsync(busy, HttpMethod.Get, "/api/v1/me")).Status);
            world.Clock.Advance(TimeSpan.FromHours(11));
        }

        Assert.Equal((401, "WEIR7405"), await AccessWorld.SendAsync(idle, HttpMethod.Get, "/api/v1/me"));
        Assert.Equal(200, (await AccessWorld.SendAsync(busy, HttpMethod.Get, "/api/v1/me")).Status);
        world.Clock.Advance(TimeSpan.FromHours(11));
        Assert.Equal(200, (await AccessWorld.SendAsync(busy, HttpMethod.Get, "/api/v1/me")).Status);
        world.Clock.Advance(TimeSpan.FromHours(11));
        Assert.Equal((401, "WEIR7405"), await AccessWorld.SendAsync(busy, HttpMethod.Get, "/api/v1/me"));
    }

    [Fact]
    public async Task Another_password_a_removed_user_and_a_revoked_token_end_their_sessions()
    {
        await using var world = await AccessWorld.OpenAsync();
        await world.AddUserAsync("ada", Password);
        await world.AddUserAsync("ben", Password);
        var token = await world.Accounts.CreateTokenAsync(new TokenOrder("ci", "viewer", null, null), default);
        using var ada = await world.BrowserAsync("ada", Password);
        using var ben = await world.BrowserAsync("ben", Password);
        using var ci = await world.BrowserAsync("", token.Token);
        HttpClient[] all = [ada, ben, ci];
        foreach (var browser in all)
        {
            Assert.Equal(200, (await AccessWorld.SendAsync(browser, HttpMethod.Get, "/api/v1/me")).Status);
        }

        await world.Accounts.SetPasswordAsync("ada", "another password", default);
        await world.Accounts.RemoveUserAsync("ben", default);
        await world.Accounts.RevokeTokenAsync("ci", default);
        await world.AddUserAsync("ben", Password);

        foreach (var browser in all)
        {
            Assert.Equal((401, "WEIR7405"), await AccessWorld.SendAsync(browser, HttpMethod.Get, "/api/v1/me"));
        }

        using var again = await world.BrowserAsync("ada", "another password");
    }

    [Fact]
    public async Task A_ticket_lets_in_once_and_within_a_minute()
    {
        await using var world = await AccessWorld.OpenAsync();
        using var owner = world.Client(world.OwnersToken);
        var (first, late) = (await TicketAsync(owner), await TicketAsync(owner));
        using var browser = world.Client();

        using (var answer = await browser.GetAsync(first))
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Contains("url=/\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.Contains("\"role\":\"admin\"", await browser.GetStringAsync("/api/v1/me"), StringComparison.Ordinal);
        using var other = world.Client();
        using (var again = await other.GetAsync(first))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, again.StatusCode);
            Assert.Contains("WEIR7429", await again.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        world.Clock.Advance(TimeSpan.FromMinutes(1));
        using var tooLate = await other.GetAsync(late);
        Assert.Equal(HttpStatusCode.Unauthorized, tooLate.StatusCode);
        Assert.DoesNotContain(first.Split('=')[1], string.Join('\n', await world.AuditAsync()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//evil.example/x")]
    [InlineData("https://evil.example/")]
    [InlineData("/\\evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/x\r\nSet-Cookie: a=b")]
    [InlineData("")]
    public async Task Nobody_is_sent_elsewhere_after_signing_in(string to)
    {
        await using var world = await AccessWorld.OpenAsync();
        await world.AddUserAsync("ada", Password);
        using var browser = world.Client();

        using var answer = await world.SignInAsync(browser, "ada", Password, to);

        Assert.Equal("/", answer.Headers.Location!.ToString());
        Assert.Single(answer.Headers.GetValues("Set-Cookie"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Pages_send_to_the_sign_in_page_which_shows_what_it_is_given_as_text(bool hasPages)
    {
        await using var world = await AccessWorld.OpenAsync(hasPages: hasPages);
        using var browser = world.Client();
        browser.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));

        using var page = await browser.GetAsync("/sign-in?to=%2F%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E");

        var text = await page.Content.ReadAsStringAsync();
        Assert.DoesNotContain("<script>", text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(hasPages, text.Contains("/assets/weir.css", StringComparison.Ordinal));
        Assert.DoesNotContain("shared", text, StringComparison.Ordinal);
        Assert.Contains("Token", text, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", Assert.Single(page.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal((401, "WEIR7405"), await AccessWorld.SendAsync(browser, HttpMethod.Get, "/api/v1/status"));
        await world.AddUserAsync("ada", Password);
        Assert.Contains("<label for=\"name\">Name</label>", await browser.GetStringAsync("/sign-in"), StringComparison.Ordinal);
        using var refused = await world.SignInAsync(browser, "<b>ada", "wrong", "/runs");
        text = await refused.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Matches("role=\"alert\".*WEIR7427", text.ReplaceLineEndings(" "));
        Assert.Contains("name=\"to\" value=\"/runs\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>ada", text, StringComparison.Ordinal);
        using var letIn = await world.SignInAsync(browser, "ada", Password, "/runs");
        Assert.Equal((HttpStatusCode.SeeOther, "/runs"), (letIn.StatusCode, letIn.Headers.Location!.ToString()));
    }

    [Fact]
    public async Task A_session_does_not_make_up_for_a_token_that_opens_nothing()
    {
        await using var world = await AccessWorld.OpenAsync();
        await world.AddUserAsync("ada", Password);
        using var browser = await world.BrowserAsync("ada", Password);

        browser.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "weir_nothing");

        Assert.Equal((401, "WEIR7405"), await AccessWorld.SendAsync(browser, HttpMethod.Get, "/api/v1/me"));
    }

    [Fact]
    public async Task Behind_a_proxy_cookies_are_for_https_alone_and_the_address_is_the_senders()
    {
        await using var world = await AccessWorld.OpenAsync(hosts: ["weir.example.org"]);
        await world.AddUserAsync("ada", Password);
        using var browser = world.Client();
        using var request = world.Form("/sign-in", ("name", "ada"), ("password", Password));
        request.Headers.Host = "weir.example.org";
        request.Headers.Remove("Origin");
        request.Headers.Add("Origin", "https://weir.example.org");
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-For", "6.6.6.6, 203.0.113.7");

        using var answer = await browser.SendAsync(request);

        Assert.Contains("; secure;", Assert.Single(answer.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
        Assert.Equal("203.0.113.7", (await world.AuditAsync())[0].From);
    }

    private static async Task<string> TicketAsync(HttpClient owner)
    {
        using var answer = await owner.PostAsync(new Uri("/api/v1/tickets", UriKind.Relative), null);
        return new Uri((await System.Net.Http.Json.HttpContentJsonExtensions.ReadFromJsonAsync<System.Text.Json.JsonElement>(answer.Content)).GetProperty("url").GetString()!).PathAndQuery;
    }

    private static async Task<string> StoredAsync(AccessWorld world)
    {
        var text = new System.Text.StringBuilder();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(world.Folder, ".weir", "local"), "state.db*"))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            text.Append(await reader.ReadToEndAsync());
        }

        return text.ToString();
    }
}
