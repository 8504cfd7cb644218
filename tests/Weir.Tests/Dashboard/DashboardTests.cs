using System.Net;

using Weir.Dashboard.Pages;
using Weir.Tests.Cli;

namespace Weir.Tests.Dashboard;

/// <summary>What the pages promise to a browser without JavaScript.</summary>
public class DashboardTests
{
    private const string Failing =
        """
        project: "orders"
        buckets: { raw: {}, curated: {} }
        pipelines:
          curate:
            triggers: [{ object_created: raw/** }]
            steps:
              - copy: { from: "{{event.bucket}}/{{event.key}}", to: "curated/{{event.key}}" }
              - shell: |
                  echo '<script>alert(1)</script>'
                  echo "no good: <script>alert(2)</script> $KEY" >&2
                  exit 3
                env: { KEY: "{{event.key}}" }
                retry: { max_attempts: 1 }
        """;

    [Fact]
    public async Task Every_page_is_sent_with_a_policy_that_lets_in_nothing_from_elsewhere_and_nothing_inline()
    {
        using var project = new CliProject();
        await using var pages = await DashboardHost.OpenAsync(project);

        foreach (var path in new[] { "/", "/runs", "/runs/nonsense" })
        {
            using var answer = await pages.Http.GetAsync(new Uri(path, UriKind.Relative));
            var text = await answer.Content.ReadAsStringAsync();

            Assert.Equal(PageHeaders.ContentSecurityPolicy, Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
            Assert.DoesNotContain(" style=", text, StringComparison.Ordinal);
            Assert.DoesNotContain("<style", text, StringComparison.Ordinal);
            Assert.DoesNotContain("http://", text, StringComparison.Ordinal);
            Assert.DoesNotContain("https://", text, StringComparison.Ordinal);
            Assert.DoesNotMatch("<script(?! src=\"/assets/)", text);
            Assert.DoesNotMatch(" on[a-z]+=\"", text);
        }
    }

    [Fact]
    public async Task What_pages_load_is_compressed_and_kept_and_asked_for_once()
    {
        using var project = new CliProject();
        await using var pages = await DashboardHost.OpenAsync(project);
        var (_, page) = await pages.GetAsync("/");
        var urls = System.Text.RegularExpressions.Regex.Matches(page, "\"(/assets/[^\"]+)\"").Select(match => match.Groups[1].Value).ToList();

        Assert.Equal(3, urls.Count);
        foreach (var url in urls)
        {
            using var plain = await pages.Http.GetAsync(new Uri(url, UriKind.Relative));
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            request.Headers.AcceptEncoding.ParseAdd("gzip, deflate, br");
            using var small = await pages.Http.SendAsync(request);
            using var again = new HttpRequestMessage(HttpMethod.Get, url);
            again.Headers.IfNoneMatch.Add(plain.Headers.ETag!);
            using var same = await pages.Http.SendAsync(again);

            Assert.Equal("public, max-age=31536000, immutable", plain.Headers.CacheControl?.ToString());
            Assert.Equal("br", Assert.Single(small.Content.Headers.ContentEncoding));
            Assert.True(small.Content.Headers.ContentLength < plain.Content.Headers.ContentLength);
            Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        }
    }

    [Fact]
    public async Task A_form_that_no_page_of_ours_made_does_nothing()
    {
        using var project = await FailedAsync("order.json");
        await using var pages = await DashboardHost.OpenAsync(project);
        var run = await RunAsync(pages);

        using var without = await pages.PostAsync($"/runs/{run}/rerun");
        using var wrong = await pages.PostAsync($"/runs/{run}/rerun", ("_token", "AAAA"));
        var text = await without.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.BadRequest, without.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Contains("WEIR7460", text, StringComparison.Ordinal);
        Assert.Contains("load the page again", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_was_open_when_the_server_was_started_again_is_taken()
    {
        using var project = await FailedAsync("order.json");
        string run, token, cookies;
        await using (var before = await DashboardHost.OpenAsync(project))
        {
            run = await RunAsync(before);
            (token, cookies) = await before.FormAsync($"/runs/{run}");
        }

        await using var after = await DashboardHost.OpenAsync(project);
        after.Http.DefaultRequestHeaders.Add("Cookie", cookies);
        using var again = await after.PostAsync($"/runs/{run}/rerun", ("_token", token), ("code", "latest"));

        Assert.Equal(HttpStatusCode.SeeOther, again.StatusCode);
    }

    [Fact]
    public async Task A_failed_run_shows_its_code_and_its_fix_and_is_done_again_from_its_page()
    {
        using var project = await FailedAsync("order.json");
        await using var pages = await DashboardHost.OpenAsync(project);
        var run = await RunAsync(pages);

        var (status, text) = await pages.GetAsync($"/runs/{run}");
        using var again = await pages.SendAsync($"/runs/{run}", $"/runs/{run}/rerun", ("code", "latest"));
        var (_, next) = await pages.GetAsync("/runs");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("WEIR6602", text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, again.StatusCode);
        Assert.Matches("^/runs/run_[0-9a-f]{32}$", again.Headers.Location!.ToString());
        Assert.Contains($"this run does {run} again", next, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_keys_and_failures_say_is_never_markup()
    {
        using var project = await FailedAsync("\"><img src=x onerror=alert(1)>.json");
        await using var pages = await DashboardHost.OpenAsync(project);
        var run = await RunAsync(pages);

        foreach (var path in new[] { "/", "/runs", $"/runs/{run}", "/runs/<script>alert(1)</script>", "/runs?after=\"><script>alert(1)</script>" })
        {
            var (_, text) = await pages.GetAsync(path);

            Assert.DoesNotContain("<script>alert", text, StringComparison.Ordinal);
            Assert.DoesNotContain("<img", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_page_that_is_not_there_says_so_with_a_code_and_what_to_do()
    {
        using var project = new CliProject();
        await using var pages = await DashboardHost.OpenAsync(project);

        var (status, text) = await pages.GetAsync("/runs/run_00000000000000000000000000000000");

        var (unknown, other) = await pages.GetAsync("/nowhere");
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (status, unknown));
        Assert.Contains("WEIR7015", text, StringComparison.Ordinal);
        Assert.Contains("WEIR7403", other, StringComparison.Ordinal);
        Assert.Contains("What to do", text, StringComparison.Ordinal);
        Assert.Contains("<a href=\"/tables\"", other, StringComparison.Ordinal);
        Assert.DoesNotContain("/api/v1", other, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dark", "/runs", "dark", "/runs")]
    [InlineData("purple", "//evil.example", "system", "/")]
    [InlineData("light", "/\\evil.example", "light", "/")]
    public async Task The_colors_are_chosen_for_the_next_pages_too(string chosen, string back, string shown, string location)
    {
        using var project = new CliProject();
        await using var pages = await DashboardHost.OpenAsync(project);

        using var answer = await pages.SendAsync("/", "/theme", ("theme", chosen), ("back", back));
        var (_, text) = await pages.GetAsync("/");

        Assert.Equal(location, answer.Headers.Location!.ToString());
        Assert.Contains($"data-theme=\"{shown}\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_part_of_a_page_comes_without_its_frame()
    {
        using var project = new CliProject();
        await using var pages = await DashboardHost.OpenAsync(project);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/runs");
        request.Headers.Add("weir-part", "main");

        using var answer = await pages.Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();

        Assert.StartsWith("<main id=\"main\"", text.Trim(), StringComparison.Ordinal);
        Assert.DoesNotContain("<nav aria-label=\"Pages\"", text, StringComparison.Ordinal);
    }

    private static async Task<CliProject> FailedAsync(string key)
    {
        var project = new CliProject(Failing);
        project.Write("data.json", "{}");
        Assert.Equal(0, (await project.RunAsync("put", "data.json", $"raw/{key}")).ExitCode);
        Assert.Equal(1, (await project.RunAsync("up", "--exit-when-idle")).ExitCode);
        return project;
    }

    /// <summary>The only run that there is.</summary>
    private static async Task<string> RunAsync(DashboardHost pages)
    {
        var (_, text) = await pages.GetAsync("/runs");
        return System.Text.RegularExpressions.Regex.Match(text, "/runs/(run_[0-9a-f]{32})").Groups[1].Value;
    }
}
