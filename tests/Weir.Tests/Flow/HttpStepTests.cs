using System.Globalization;
using System.Text.Json;

using Microsoft.AspNetCore.Http;

using Weir.Buckets;
using Weir.Runs;

namespace Weir.Tests.Flow;

/// <summary>Requests as steps of pipelines, over a real server.</summary>
[Collection(nameof(MeasuredAlone))]
public sealed class HttpStepTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("weir-http-steps-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task An_answer_in_json_is_for_later_steps()
    {
        await using var server = await TestServer.StartAsync((context, _) =>
        {
            context.Response.Headers["X-Kind"] = "small";
            context.Response.Headers.SetCookie = "session=hidden";
            return context.Response.WriteAsJsonAsync(new { id = 7, to = new { name = "b.txt" } });
        });
        await using var world = await StartAsync(
            $$$"""
                  - name: ask
                    http: { url: "{{{server.Address}}}/orders?a=1", query: { key: "{{event.key}}" }, headers: { X-Own: "{{event.stem}}" }, auth: { basic: { user: me, password: pw } } }
                  - http: { url: "{{{server.Address}}}/", json: { id: "{{steps.ask.outputs.body.id}}", kind: "{{steps.ask.outputs.headers.x-kind}}" } }
                  - http: { url: "{{{server.Address}}}/", method: PUT, form: { a: "1 & 2" }, auth: { bearer: "{{event.stem}}" } }
                  - copy: { from: "{{event.bucket}}/{{event.key}}", to: "out/{{steps.ask.outputs.status}} {{steps.ask.outputs.body.to.name}}" }
            """);

        await world.PutAsync("raw/a & b.txt", "hello");
        await world.WhenIdleAsync();

        var steps = await StepsAsync(world);
        Assert.All(steps, step => Assert.Equal((StepState.Succeeded, null), (step.State, step.Failure)));
        Assert.DoesNotContain("hidden", steps[0].Output, StringComparison.Ordinal);
        Assert.StartsWith($"GET {server.Address}/orders 200 in ", steps[0].Log, StringComparison.Ordinal);
        Assert.NotNull(await FindAsync(world, "out/200 b.txt"));
        var asked = server.Requests.ToList();
        Assert.Equal(["GET /orders?a=1&key=a%20%26%20b.txt ", "POST / {\"id\":\"7\",\"kind\":\"small\"}", "PUT / a=1%20%26%202"], asked.Select(r => $"{r.Method} {r.Path} {r.Body}"));
        Assert.Equal(["Basic bWU6cHc=", "a & b"], asked.Take(1).SelectMany(r => new[] { r.Headers["Authorization"], r.Headers["X-Own"] }));
        Assert.Equal([false, true, false], asked.Select(r => r.Headers.ContainsKey("Idempotency-Key")));
        Assert.Equal(steps[1].RunId.IdempotencyKeyOf("http-2"), asked[1].Headers["Idempotency-Key"]);
        Assert.Equal(("application/json", "application/x-www-form-urlencoded", "Bearer a & b"), (asked[1].Headers["Content-Type"], asked[2].Headers["Content-Type"], asked[2].Headers["Authorization"]));
    }

    [Fact]
    public async Task Objects_go_out_and_answers_land_whatever_their_size()
    {
        const int Length = 300 << 20;
        await using var server = await TestServer.StartAsync((context, server) => context.Request.Path == "/large"
            ? WriteZerosAsync(context, Length)
            : context.Response.WriteAsync(server.Requests.Last().Body));
        await using var world = await StartAsync(
            $$$"""
                  - http: { url: "{{{server.Address}}}/", from: "{{event.bucket}}/{{event.key}}", save_to: "out/{{event.stem}}.txt", headers: { Content-Type: text/csv } }
                  - http: { url: "{{{server.Address}}}/large", save_to: out/large }
            """);
        var before = GC.GetTotalAllocatedBytes();

        await world.PutAsync("raw/a.csv", "id\n1\n");
        await world.WhenIdleAsync();

        var steps = await StepsAsync(world);
        Assert.All(steps, step => Assert.Equal((StepState.Succeeded, null), (step.State, step.Failure)));
        Assert.Contains("\"objects\":1,\"bytes\":5}", steps[0].Output, StringComparison.Ordinal);
        Assert.Equal((5, Length), ((await FindAsync(world, "out/a.txt"))!.Size, (await FindAsync(world, "out/large"))!.Size));
        Assert.Equal("text/csv", server.Requests.First().Headers["Content-Type"]);
        Assert.True(GC.GetTotalAllocatedBytes() - before < Length, "It kept more than it should.");
    }

    [Fact]
    public async Task What_says_to_come_again_is_asked_again()
    {
        await using var server = await TestServer.StartAsync((context, server) =>
        {
            context.Response.StatusCode = server.Requests.Count switch { 1 => 503, 2 => 429, 3 => 408, _ => 200 };
            context.Response.Headers.RetryAfter = server.Requests.Count == 2 ? "1" : "0";
            return context.Response.WriteAsync("said");
        });
        await using var world = await StartAsync($"      - http: {{ url: '{server.Address}/', method: POST, {Soon.Replace("3", "4", StringComparison.Ordinal)} }}\n");

        await world.PutAsync("raw/a", "hello");
        await world.WhenIdleAsync();

        var step = Assert.Single(await StepsAsync(world));
        Assert.Equal((StepState.Succeeded, 4), (step.State, server.Requests.Count));
        Assert.Contains("trying again in 1 s", step.Log, StringComparison.Ordinal);
        Assert.Single(server.Requests.Select(r => r.Headers["Idempotency-Key"]).Distinct());
    }

    [Theory]
    [InlineData("/cut", 3, "WEIR6621", "has no answer")]
    [InlineData("/404", 1, "WEIR6622", "/404 answered 404: gone")]
    [InlineData("/500", 3, "WEIR6622", "/500 answered 500: broken")]
    [InlineData("/later", 1, "WEIR6622", "/later answered 503")]
    [InlineData("/loop", 11, "WEIR6623", "10 times already")]
    [InlineData("/file", 1, "WEIR6623", "'file'")]
    [InlineData("/huge", 1, "WEIR6624", "more than 204800 bytes")]
    public async Task What_fails_says_why(string path, int requests, string code, string words)
    {
        await using var server = await TestServer.StartAsync(AnswerBadlyAsync);
        await using var world = await StartAsync($"      - http: {{ url: '{server.Address}{path}?token=hidden', {Soon} }}\n", attempts: 1);

        await world.PutAsync("raw/a", "hello");
        await world.WhenIdleAsync();

        var step = Assert.Single(await StepsAsync(world));
        Assert.Equal((code, requests), (step.Failure!.Code, server.Requests.Count));
        Assert.Contains(words, step.Failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", step.Failure.Message + step.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("raw/é", "not ASCII")]
    [InlineData("raw/a\nb", "a line break")]
    public async Task A_header_that_cannot_be_sent_is_told_of_and_nothing_is_asked(string key, string words)
    {
        await using var server = await TestServer.StartAsync(AnswerBadlyAsync);
        await using var world = await StartAsync($"      - http: {{ url: '{server.Address}/', headers: {{ X-Key: '{{{{event.key}}}}' }}, {Soon} }}\n", attempts: 3);

        await world.PutAsync(key, "hello");
        await world.WhenIdleAsync();

        var step = Assert.Single(await StepsAsync(world));
        Assert.Equal("WEIR6626", step.Failure!.Code);
        Assert.Contains(words, step.Failure.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("/never", "did not begin within 0.3 s")]
    [InlineData("/silent", "has no answer")]
    public async Task A_server_that_is_silent_is_given_up(string path, string words)
    {
        await using var server = await TestServer.StartAsync(AnswerBadlyAsync);
        await using var world = await StartAsync($"      - http: {{ url: '{server.Address}{path}', timeout: 300ms, {Soon} }}\n", attempts: 1);

        await world.PutAsync("raw/a", "hello");
        await world.WhenIdleAsync();

        var step = Assert.Single(await StepsAsync(world));
        Assert.Equal("WEIR6621", step.Failure!.Code);
        Assert.Contains(words, step.Failure.Message, StringComparison.Ordinal);
        Assert.Equal(2, step.Log!.Split('\n').Count(line => line.StartsWith("trying again", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_answer_that_was_cut_lands_when_it_comes_whole()
    {
        await using var server = await TestServer.StartAsync((context, server) => server.Requests.Count == 1 ? CutAsync(context) : context.Response.WriteAsync("the whole"));
        await using var world = await StartAsync($"      - http: {{ url: '{server.Address}/', save_to: out/a, {Soon} }}\n");

        await world.PutAsync("raw/a", "hello");
        await world.WhenIdleAsync();

        Assert.Equal(StepState.Succeeded, Assert.Single(await StepsAsync(world)).State);
        Assert.Equal(9, (await FindAsync(world, "out/a"))!.Size);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Nobody_who_listens_is_a_failure_and_an_expected_status_is_none()
    {
        await using var server = await TestServer.StartAsync((context, _) =>
        {
            context.Response.StatusCode = 404;
            return Task.CompletedTask;
        });
        await using var world = await StartAsync(
            $"      - http: {{ url: '{server.Address}/', expect: [200, 404] }}\n      - http: {{ url: 'http://127.0.0.1:{TestServer.FreePort()}/', {Soon} }}\n", attempts: 1);

        await world.PutAsync("raw/a", "hello");
        await world.WhenIdleAsync();

        var steps = await StepsAsync(world);
        Assert.Contains("\"status\":404", steps[0].Output, StringComparison.Ordinal);
        Assert.Equal("WEIR6621", steps[1].Failure!.Code);
        Assert.Equal(2, steps[1].Log!.Split('\n').Count(line => line.StartsWith("trying again", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Credentials_do_not_go_to_another_host()
    {
        await using var other = await TestServer.StartAsync((context, _) => context.Response.WriteAsync("there"));
        await using var server = await TestServer.StartAsync((context, _) =>
        {
            context.Response.Redirect(context.Request.Path == "/" ? "/again" : other.Address + "/");
            return Task.CompletedTask;
        });
        await using var world = await StartAsync(
            $"      - http: {{ url: '{server.Address}/', method: POST, body: text, headers: {{ X-Api-Key: k, Accept: text/plain }}, auth: {{ bearer: t }} }}\n");

        await world.PutAsync("raw/a", "hello");
        await world.WhenIdleAsync();

        Assert.Equal(StepState.Succeeded, Assert.Single(await StepsAsync(world)).State);
        Assert.Equal(["POST text Bearer t k", "GET  Bearer t k"], server.Requests.Select(r => $"{r.Method} {r.Body} {r.Headers["Authorization"]} {r.Headers["X-Api-Key"]}"));
        var there = Assert.Single(other.Requests);
        Assert.Equal((false, false, "text/plain"), (there.Headers.ContainsKey("Authorization"), there.Headers.ContainsKey("X-Api-Key"), there.Headers["Accept"]));
    }

    [Theory]
    [InlineData("by: link, items: data", "/ /?page=1 /?page=2")]
    [InlineData("by: next, path: meta.next, items: data", "/ /?page=1 /?page=2")]
    [InlineData("by: cursor, path: meta.cursor, parameter: page, items: data", "/ /?page=1 /?page=2")]
    [InlineData("by: page, start: 0, items: data", "/?page=0 /?page=1 /?page=2 /?page=3")]
    [InlineData("by: offset, parameter: page, size: 1, items: data", "/?page=0 /?page=1 /?page=2 /?page=3")]
    public async Task Pages_become_one_list(string paging, string asked)
    {
        await using var server = await TestServer.StartAsync(AnswerPageAsync);
        await using var world = await StartAsync(
            $$$"""
                  - http: { url: "{{{server.Address}}}/", paging: { {{{paging}}} } }
                  - http: { url: "{{{server.Address}}}/", paging: { {{{paging}}} }, save_to: "out/{{page}}.json" }
            """);

        await world.PutAsync("raw/a", "hello");
        await world.WhenIdleAsync();

        var steps = await StepsAsync(world);
        using var output = JsonDocument.Parse(steps[0].Output!);
        Assert.Equal("[{\"n\":0},{\"n\":1},{\"n\":2}]", output.RootElement.GetProperty("body").GetRawText());
        var paths = asked.Split(' ');
        Assert.Equal([.. paths, .. paths], server.Requests.Select(r => r.Path));
        Assert.Equal(paths.Length, output.RootElement.GetProperty("pages").GetInt32());
        Assert.Contains($"\"objects\":{paths.Length},", steps[1].Output, StringComparison.Ordinal);
        Assert.NotNull(await FindAsync(world, $"out/{paths.Length}.json"));
    }

    [Theory]
    [InlineData("by: link, max_pages: 2", "more than 2 pages")]
    [InlineData("by: next, path: data", "no text")]
    [InlineData("by: cursor, path: meta.same", "leads to itself")]
    public async Task Pages_that_do_not_end_are_a_failure_and_nothing_lands(string paging, string words)
    {
        await using var server = await TestServer.StartAsync(AnswerPageAsync);
        await using var world = await StartAsync($"      - http: {{ url: '{server.Address}/', paging: {{ {paging} }}, save_to: 'out/{{{{page}}}}.json' }}\n", attempts: 1);

        await world.PutAsync("raw/a", "hello");
        await world.WhenIdleAsync();

        var failure = Assert.Single(await StepsAsync(world)).Failure!;
        Assert.Equal("WEIR6625", failure.Code);
        Assert.Contains(words, failure.Message, StringComparison.Ordinal);
        Assert.Empty(await world.Environment.Objects.ListAsync("out", "", null, 10, default));
    }

    private const string Soon = "retry: { max_attempts: 3, interval: 1ms, max_interval: 2ms }";

    private static Task AnswerBadlyAsync(HttpContext context, TestServer server)
    {
        switch (context.Request.Path.Value)
        {
            case "/never":
                return Task.Delay(System.Threading.Timeout.Infinite, server.Stopping).ContinueWith(_ => { }, TaskScheduler.Default);
            case "/silent":
                return SilentAsync(context, server);
            case "/cut":
                return CutAsync(context);
            case "/huge":
                return WriteZerosAsync(context, 1L << 30);
            case "/loop" or "/file":
                context.Response.Redirect(context.Request.Path == "/loop" ? "/loop" : "file:///etc/passwd");
                return Task.CompletedTask;
            case "/later":
                context.Response.StatusCode = 503;
                context.Response.Headers.RetryAfter = "86400";
                return Task.CompletedTask;
            default:
                context.Response.StatusCode = int.Parse(context.Request.Path.Value![1..], CultureInfo.InvariantCulture);
                return context.Response.WriteAsync(context.Response.StatusCode == 404 ? "gone" : "broken");
        }
    }

    private static async Task SilentAsync(HttpContext context, TestServer server)
    {
        await context.Response.WriteAsync("some");
        await context.Response.Body.FlushAsync();
        await Task.Delay(System.Threading.Timeout.Infinite, server.Stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static async Task CutAsync(HttpContext context)
    {
        context.Response.ContentLength = 100;
        await context.Response.WriteAsync("some");
        await context.Response.Body.FlushAsync();
        context.Abort();
    }

    private static async Task WriteZerosAsync(HttpContext context, long length)
    {
        var zeros = new byte[1 << 16];
        try
        {
            for (; length > 0; length -= zeros.Length)
            {
                await context.Response.Body.WriteAsync(zeros, context.RequestAborted);
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody wants the rest.
        }
    }

    /// <summary>Three pages and then empty ones, which lead on in every way there is.</summary>
    private static Task AnswerPageAsync(HttpContext context, TestServer server)
    {
        var page = int.Parse(context.Request.Query["page"].FirstOrDefault() ?? "0", CultureInfo.InvariantCulture);
        var next = page < 2 ? page + 1 : default(int?);
        if (next is not null)
        {
            context.Response.Headers.Link = $"<{server.Address}/?page=0>; rel=\"first\", </?page={next}>; rel=\"next\"";
        }

        return context.Response.WriteAsJsonAsync(new
        {
            data = page < 3 ? new[] { new { n = page } } : [],
            meta = new { next = next is null ? null : $"?page={next}", cursor = next, same = "x" },
        });
    }

    private static async Task<IReadOnlyList<StepRecord>> StepsAsync(World world) =>
        await world.Environment.Runs.StepsAsync(Assert.Single(await world.Environment.Runs.ListAsync(10, default)).Id, default);

    private static Task<StoredObject?> FindAsync(World world, string name) =>
        world.Environment.Objects.FindAsync(new ObjectName(name.Split('/')[0], name.Split('/', 2)[1]), default);

    /// <summary>A project with one pipeline over <c>raw</c>.</summary>
    private Task<World> StartAsync(string steps, int attempts = 2) => World.StartAsync(
        $$"""
        project: p
        buckets: { raw: {}, out: {} }
        pipelines:
          p:
            triggers: [ { object_created: raw/** } ]
            retry: { max_attempts: {{attempts}}, interval: 1ms }
            steps:
        {{steps}}
        """,
        _folder);
}
