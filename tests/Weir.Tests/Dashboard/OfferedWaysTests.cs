using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;

using Weir.Tests.Cli;

namespace Weir.Tests.Dashboard;

/// <summary>What pages offer somebody is what the server lets them do, and nothing else.</summary>
public sealed partial class OfferedWaysTests
{
    private const string Yaml =
        """
        project: offered
        buckets: { raw: {}, curated: {} }
        tenants: { acme: , globex: }
        pipelines:
          sync:
            triggers: [{ manual: true }]
            inputs: { who: { required: true } }
            tenant: "{{inputs.who}}"
            steps: [{ name: look, approve: "May {{inputs.who}} go on?" }]
          send:
            triggers: [{ object_created: raw/ask/* }]
            steps: [{ name: look, approve: "Send it?" }]
          broken:
            triggers: [{ object_created: raw/bad/* }]
            retry: { max_attempts: 1 }
            steps: [{ shell: "exit 3" }]
          nightly:
            triggers: [{ schedule: "0 3 * * *" }]
            steps: [{ shell: "true" }]
        tables:
          orders:
            source: curated/orders/**.json
            columns: { id: { type: bigint, nullable: false } }
          days:
            source: curated/orders/**.json
            columns: { id: { type: bigint, nullable: false } }
        reconciliations:
          both: { source: orders, target: days, key: [id] }
        """;

    /// <summary>What operators may do and viewers may not, each as a part of an address that a page offers.</summary>
    private static readonly string[] ForOperators =
    [
        "/upload", "/loads/0/unload", "/loads/0/mend", "POST /loads/0/unload", "POST /loads/0/mend", "POST /dead-letters/redrive", "POST /schedules/nightly/run",
        "POST /schedules/nightly/pause", "POST /runs/0/say", "POST /runs/0/rerun", "POST /approvals/0", "POST /reconciliations/both/run",
    ];

    [Fact]
    public async Task Nobody_is_offered_what_they_would_be_refused_and_nobody_misses_what_they_may_do()
    {
        using var project = await WorkedAsync();
        await using var pages = await OpenAsync(project);

        var viewer = await OfferedAsync(pages, await TokenAsync(project, "viewer"));
        var operators = await OfferedAsync(pages, await TokenAsync(project, "operator"));
        var admin = await OfferedAsync(pages, await TokenAsync(project, "admin"));

        Assert.Empty(viewer.Refused.Concat(operators.Refused).Concat(admin.Refused));
        Assert.Empty(viewer.Ways.Intersect(ForOperators));
        Assert.Empty(ForOperators.Except(operators.Ways));
        Assert.Empty(operators.Ways.Except(admin.Ways));
        Assert.DoesNotMatch(ColumnOfActions(), viewer.Text);
        Assert.Equal([">Actions<", ">Answer<"], ColumnOfActions().Matches(operators.Text).Select(head => head.Value).Distinct().Order(StringComparer.Ordinal));
        Assert.Empty(new[] { "/", "/runs", "/approvals", "/dead-letters", "/schedules", "/tables", "/quarantine", "/reconciliations", "/datasets", "/query" }.Except(viewer.Ways));
    }

    [Fact]
    public async Task Somebody_limited_to_a_tenant_is_led_nowhere_else_and_sees_nothing_of_others()
    {
        using var project = await WorkedAsync();
        await using var pages = await OpenAsync(project);

        var viewer = await OfferedAsync(pages, await TokenAsync(project, "viewer", "acme"));
        var operators = await OfferedAsync(pages, await TokenAsync(project, "operator", "acme"));

        Assert.Empty(viewer.Refused.Concat(operators.Refused));
        Assert.Equal(["/approvals", "/runs", "/runs/0", "POST /sign-out", "POST /theme"], viewer.Ways.Order(StringComparer.Ordinal));
        Assert.Equal(
            ["/approvals", "/runs", "/runs/0", "/upload", "POST /approvals/0", "POST /runs/0/say", "POST /sign-out", "POST /theme", "POST /upload"],
            operators.Ways.Order(StringComparer.Ordinal));
        foreach (var foreign in new[] { "globex", ">orders<", "nightly", "broken", "Send it?" })
        {
            Assert.DoesNotContain(foreign, viewer.Text + operators.Text, StringComparison.Ordinal);
        }

        Assert.Contains("May acme go on?", viewer.Text, StringComparison.Ordinal);
    }

    /// <summary>The pages, with a run of each tenant that waits for a word.</summary>
    private static async Task<DashboardHost> OpenAsync(CliProject project)
    {
        var pages = await DashboardHost.OpenAsync(project);
        foreach (var tenant in new[] { "acme", "globex" })
        {
            using var order = new StringContent($"{{\"inputs\": {{\"who\": \"{tenant}\"}}}}", System.Text.Encoding.UTF8, "application/json");
            using var begun = await pages.Http.PostAsync(new Uri("/api/v1/pipelines/sync/runs", UriKind.Relative), order);
            Assert.Equal(HttpStatusCode.Accepted, begun.StatusCode);
        }

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!(await pages.Http.GetStringAsync(new Uri("/approvals", UriKind.Relative), patience.Token) is var page
            && page.Contains("May acme", StringComparison.Ordinal) && page.Contains("May globex", StringComparison.Ordinal)))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
        }

        return pages;
    }

    /// <summary>Goes wherever pages lead somebody, and looks which forms they could send.</summary>
    private static async Task<(SortedSet<string> Ways, List<string> Refused, string Text)> OfferedAsync(DashboardHost pages, string token)
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false };
        using var http = new HttpClient(handler) { BaseAddress = pages.Http.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        var (ways, refused, text) = (new SortedSet<string>(StringComparer.Ordinal), new List<string>(), new StringWriter());
        var (open, seen) = (new Queue<string>(["/"]), new HashSet<string>());
        while (open.TryDequeue(out var path))
        {
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
            var page = await answer.Content.ReadAsStringAsync();
            if (answer.StatusCode == HttpStatusCode.SeeOther)
            {
                open.Enqueue(answer.Headers.Location!.ToString());
                continue;
            }

            if (answer.StatusCode != HttpStatusCode.OK && !path.StartsWith("/query?", StringComparison.Ordinal))
            {
                refused.Add($"{path}: {(int)answer.StatusCode} {Code().Match(page).Value}");
            }

            await text.WriteAsync(page);
            foreach (var address in Link().Matches(page).Select(found => WebUtility.HtmlDecode(found.Groups[1].Value)).Where(address => address.StartsWith('/')))
            {
                var bare = Bare(address);
                if (!bare.StartsWith("/assets", StringComparison.Ordinal) && !bare.StartsWith("/query/csv", StringComparison.Ordinal))
                {
                    ways.Add(bare);

                    // A few of each kind are enough, with all that may follow a question mark.
                    if (seen.Add(address) && seen.Count(each => Bare(each) == bare) <= 4)
                    {
                        open.Enqueue(address);
                    }
                }
            }

            foreach (var action in Form().Matches(page).Select(found => WebUtility.HtmlDecode(found.Groups[1].Value)).Where(action => seen.Add($"POST {action}")))
            {
                ways.Add($"POST {Bare(action)}");
                using var form = new FormUrlEncodedContent([]);
                using var sent = await http.PostAsync(new Uri(action, UriKind.Relative), form);
                if (sent.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed)
                {
                    refused.Add($"POST {action} on {path}: {(int)sent.StatusCode} {Code().Match(await sent.Content.ReadAsStringAsync()).Value}");
                }
            }
        }

        return (ways, refused, text.ToString());
    }

    private static string Bare(string address) => Id().Replace(address.Split('?', '#')[0], "/0");

    private static async Task<string> TokenAsync(CliProject project, string role, params string[] tenants)
    {
        var made = (await project.RunAsync(["token", "create", $"{role}{string.Concat(tenants)}", "--role", role, "--json", .. tenants.SelectMany(tenant => new[] { "--tenant", tenant })])).Fine();
        return JsonDocument.Parse(made).RootElement.GetProperty("token").GetString()!;
    }

    private static async Task<CliProject> WorkedAsync()
    {
        var project = new CliProject(Yaml);
        project.Write("one.json", """[{"id": 1}, {"id": "one"}]""");
        foreach (var key in new[] { "raw/ask/1", "raw/bad/1", "curated/orders/one.json" })
        {
            (await project.RunAsync("put", "one.json", key)).Fine();
        }

        Assert.Equal(1, (await project.RunAsync("up", "--exit-when-idle")).ExitCode);
        (await project.RunAsync("reconcile", "both")).Fine();
        return project;
    }

    [GeneratedRegex("<a [^>]*href=\"([^\"]+)\"")]
    private static partial Regex Link();

    [GeneratedRegex("<form [^>]*method=\"post\"[^>]*action=\"([^\"]+)\"")]
    private static partial Regex Form();

    [GeneratedRegex("WEIR[0-9]{4}")]
    private static partial Regex Code();

    /// <summary>The ids of runs and loads.</summary>
    [GeneratedRegex("/(run_[0-9a-f]+|[0-9]+)(?=/|$)")]
    private static partial Regex Id();

    /// <summary>The head of a column in which something can be done.</summary>
    [GeneratedRegex("(?<=<th scope=\"col\")>(Actions|Answer)<")]
    private static partial Regex ColumnOfActions();
}
