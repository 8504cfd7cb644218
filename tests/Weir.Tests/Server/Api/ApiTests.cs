using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

using Weir.JsonSchemas;
using Weir.Server.Web;

namespace Weir.Tests.Server.Api;

/// <summary>The API as people who write clients find it.</summary>
public sealed class ApiTests : IAsyncLifetime
{
    private TestEnvironment _environment = null!;
    private WebServer _server = null!;
    private HttpClient _http = null!;

    public async Task InitializeAsync()
    {
        _environment = await TestEnvironment.OpenAsync(served: false, files: new()
        {
            ["pipelines/keep.yaml"] = "triggers: [{ manual: true }]\ninputs: { size: { type: integer, default: 1 }, word: { default: a } }\nsteps: [{ copy: { from: raw/a.json, to: curated/a.json } }]\n",
        });
        (_server, _http) = await _environment.ServeAsync();
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
        await _environment.DisposeAsync();
    }

    [Theory]
    [InlineData("GET", "runs/run_00000000000000000000000000000000", null, 404, "WEIR7015")]
    [InlineData("GET", "runs/first", null, 404, "WEIR7015")]
    [InlineData("POST", "runs/first/cancel", null, 404, "WEIR7015")]
    [InlineData("GET", "runs?stat=failed", null, 400, "WEIR7409")]
    [InlineData("GET", "runs?state=broken", null, 400, "WEIR7409")]
    [InlineData("GET", "runs?since=yesterday", null, 400, "WEIR7409")]
    [InlineData("GET", "runs?limit=0", null, 400, "WEIR7409")]
    [InlineData("GET", "runs?after=here", null, 400, "WEIR7480")]
    [InlineData("GET", "events?after=-1", null, 400, "WEIR7480")]
    [InlineData("GET", "quarantine?table=orders&after=1", null, 400, "WEIR7480")]
    [InlineData("GET", "loads?after=9223372036854775807", null, 400, "WEIR7480")]
    [InlineData("GET", "quarantine?after=9223372036854775807-9223372036854775807", null, 400, "WEIR7480")]
    [InlineData("GET", "events?after=9223372036854775807", null, 400, "WEIR7480")]
    [InlineData("POST", "objects/remove", """{"names":[null]}""", 400, "WEIR7410")]
    [InlineData("POST", "datasets", """{"root":"raw/x","from":["raw/a",null]}""", 400, "WEIR7410")]
    [InlineData("POST", "datasets/remove", """{"root":"raw/x","names":[null]}""", 400, "WEIR7410")]
    [InlineData("POST", "exports", """{"query":"SELECT 1","to":"raw/x/","format":"csv","partition_by":[null]}""", 400, "WEIR7410")]
    [InlineData("POST", "loads/preview", """{"table":"orders","files":[null]}""", 400, "WEIR7410")]
    [InlineData("POST", "users", """{"name":"x","role":"viewer","password":"long enough to be one","tenants":[null]}""", 400, "WEIR7410")]
    [InlineData("GET", "objects", null, 400, "WEIR7409")]
    [InlineData("GET", "objects?bucket=none", null, 404, "WEIR3002")]
    [InlineData("GET", "object?bucket=raw&key=none", null, 404, "WEIR7010")]
    [InlineData("GET", "loads?table=none", null, 404, "WEIR7011")]
    [InlineData("POST", "loads/7/unload", null, 404, "WEIR6020")]
    [InlineData("GET", "tables/none/partitions", null, 404, "WEIR7011")]
    [InlineData("POST", "dead-letters/7/redrive", null, 404, "WEIR7023")]
    [InlineData("POST", "schedules/none/pause", null, 404, "WEIR7125")]
    [InlineData("POST", "pipelines/none/runs", null, 404, "WEIR7017")]
    [InlineData("POST", "pipelines/keep/runs", """{"inputs":{"size":"large"}}""", 422, "WEIR7019")]
    [InlineData("POST", "pipelines/keep/runs", """{"inputs":{"size":null}}""", 422, "WEIR7019")]
    [InlineData("POST", "pipelines/keep/runs", """{"inputs":{"size":[1]}}""", 422, "WEIR7019")]
    [InlineData("POST", "pipelines/keep/runs", """{"inputs":{"word":null}}""", 422, "WEIR7019")]
    [InlineData("POST", "pipelines/keep/runs", """{"inputs":{"word":{"a":1}}}""", 422, "WEIR7019")]
    [InlineData("POST", "pipelines/keep/runs", """{"inputs":""", 400, "WEIR7410")]
    [InlineData("POST", "pipelines/keep/runs", """{"inputs":7}""", 400, "WEIR7410")]
    [InlineData("POST", "pipelines/keep/runs", """{"input":{}}""", 400, "WEIR7410")]
    [InlineData("POST", "messages", "{}", 400, "WEIR7410")]
    [InlineData("POST", "tables/orders/compact", null, 409, "WEIR6305")]
    [InlineData("POST", "query", "SELECT * FROM nowhere", 422, "WEIR6010")]
    [InlineData("POST", "query", "SELECT 1\0", 422, "WEIR6010")]
    [InlineData("POST", "exports", """{"query":"SELECT 1\u0000","to":"raw/x.csv"}""", 422, "WEIR6010")]
    [InlineData("POST", "tests/run", null, 409, "WEIR7012")]
    [InlineData("DELETE", "runs", null, 405, "WEIR7404")]
    [InlineData("GET", "runs/run_00000000000000000000000000000000/say", null, 404, "WEIR7403")]
    public async Task What_cannot_be_done_is_a_problem_with_a_status_a_code_and_a_hint(string method, string path, string? body, int status, string code)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, path == "query" ? "text/plain" : "application/json");

        using var answer = await _http.SendAsync(request);

        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal((status, code), ((int)answer.StatusCode, problem.GetProperty("code").GetString()));
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
        Assert.NotEmpty(problem.GetProperty("hint").GetString()!);
        Assert.DoesNotContain("Weir.Server", problem.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("messages", "topic=a", "application/x-www-form-urlencoded", "Content-Type: application/json.")]
    [InlineData("query", "{\"sql\": \"SELECT 1\"}", "application/json", "Content-Type: text/plain.")]
    public async Task A_body_of_another_kind_is_told_so(string path, string body, string type, string hint)
    {
        using var answer = await _http.PostAsync(path, new StringContent(body, Encoding.UTF8, type));

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Contains(hint, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mistakes_in_parameters_and_bodies_are_told_in_words_that_fit()
    {
        Assert.Equal(
            "'limit' is 'many', which is not a whole number from 1 to 10000.",
            (await ProblemAsync("GET", "events?limit=many")).GetProperty("detail").GetString());
        Assert.Equal("The call has no parameter 'offset'.", (await ProblemAsync("GET", "events?offset=7")).GetProperty("detail").GetString());
        Assert.Equal("It takes after, limit.", (await ProblemAsync("GET", "events?offset=7")).GetProperty("hint").GetString());
        Assert.Equal("The body lacks 'topic', 'message'.", (await ProblemAsync("POST", "messages", "{}")).GetProperty("detail").GetString());
        Assert.Equal("The body has a member that the call does not take: 'dryrun'.", (await ProblemAsync("POST", "loads/1/unload", """{"dryrun":true}""")).GetProperty("detail").GetString());
        Assert.Equal("The body has another value than the call takes at $.dry_run.", (await ProblemAsync("POST", "loads/1/unload", """{"dry_run":"yes"}""")).GetProperty("detail").GetString());
        Assert.Equal("The body is no JSON: line 1, byte 6.", (await ProblemAsync("POST", "loads/1/unload", "{\"a\" x}")).GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Places_far_behind_the_last_are_places_all_the_same()
    {
        const long far = 1L << 62;
        foreach (var path in new[] { $"loads?after={far}", $"quarantine?after={far}-{far}", $"events?after={far}", $"schedules?after=0-{far}", $"tables/orders/loads?after={far}" })
        {
            using var answer = await _http.GetAsync(path);
            Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.NotFound, $"{path}: {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task Lists_are_answered_in_pages_that_lead_to_one_another()
    {
        for (var number = 0; number < 5; number++)
        {
            await PutAsync($"{number}.json", "{}");
        }

        Assert.Equal(["0.json", "1.json", "2.json", "3.json", "4.json"], (await AllAsync("objects?bucket=raw&limit=2")).Select(found => found.GetProperty("key").GetString()));
        Assert.Equal(["4.json", "3.json", "2.json", "1.json", "0.json"], (await AllAsync("events?limit=2")).Select(found => found.GetProperty("object").GetProperty("key").GetString()));
    }

    [Theory]
    [InlineData("objects?bucket=raw&limit=")]
    [InlineData("events?limit=")]
    public async Task A_page_that_is_full_and_the_last_says_so(string path)
    {
        for (var number = 0; number < 4; number++)
        {
            await PutAsync($"{number}.json", "{}");
        }

        Assert.Equal(JsonValueKind.Null, JsonElement.Parse(await _http.GetStringAsync(path + "4")).GetProperty("next").ValueKind);
        var first = JsonElement.Parse(await _http.GetStringAsync(path + "2"));
        var last = JsonElement.Parse(await _http.GetStringAsync($"{path}2&after={first.GetProperty("next").GetString()}"));
        Assert.Equal((2, 2, JsonValueKind.Null), (first.GetProperty("items").GetArrayLength(), last.GetProperty("items").GetArrayLength(), last.GetProperty("next").ValueKind));
    }

    [Fact]
    public async Task The_flow_says_what_waits_for_whom()
    {
        await PutAsync("1.json", "{}");
        await PutAsync("2.json", "{}");

        var flow = JsonElement.Parse(await _http.GetStringAsync("flow"));

        var nodes = flow.GetProperty("nodes").EnumerateArray().ToDictionary(node => node.GetProperty("id").GetString()!);
        Assert.Equal(("table", 2, 0, 0), (nodes["table:orders"].GetProperty("kind").GetString(), Of("waiting"), Of("running"), Of("failed")));
        Assert.Contains(flow.GetProperty("edges").EnumerateArray(), edge => edge.GetProperty("from").GetString() == "bucket:raw" && edge.GetProperty("to").GetString() == "table:orders");

        long Of(string what) => nodes["table:orders"].GetProperty(what).GetInt64();
    }

    [Fact]
    public async Task A_run_is_asked_for_with_inputs_of_any_kind_and_is_where_the_answer_says()
    {
        using var answer = await _http.PostAsync("pipelines/keep/runs", new StringContent("""{"inputs":{"size":3}}""", Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var id = JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("id").GetString();
        Assert.Equal($"/api/v1/runs/{id}", answer.Headers.Location?.ToString());
        var @event = Assert.Single(await AllAsync("events"));
        Assert.Equal("3", @event.GetProperty("data").GetProperty("inputs").GetProperty("size").ToString());
    }

    [Fact]
    public async Task A_query_is_answered_up_to_a_limit_line_by_line_or_as_one_object()
    {
        var lines = (await QueryAsync("SELECT i FROM range(5) t(i)", "query?limit=3", "application/x-ndjson")).TrimEnd('\n').Split('\n');
        Assert.Equal(["[0]", "[1]", "[2]"], lines[1..^1]);
        Assert.True(JsonElement.Parse(lines[^1]).GetProperty("truncated").GetBoolean());
        Assert.False(JsonElement.Parse((await QueryAsync("SELECT 1", "query", "*/*")).TrimEnd('\n').Split('\n')[^1]).GetProperty("truncated").GetBoolean());

        var whole = JsonElement.Parse(await QueryAsync("SELECT i, 'a' AS b FROM range(5) t(i)", "query?limit=2", "application/json"));
        Assert.Equal("""[[0,"a"],[1,"a"]]""", string.Concat(whole.GetProperty("rows").GetRawText().Split('\n')));
        Assert.Equal(["i", "b"], whole.GetProperty("columns").EnumerateArray().Select(column => column.GetProperty("name").GetString()));
        Assert.True(whole.GetProperty("truncated").GetBoolean());
        Assert.Equal(10_000, JsonElement.Parse(await QueryAsync("SELECT i FROM range(20000) t(i)", "query", "application/json")).GetProperty("rows").GetArrayLength());
    }

    [Theory]
    [InlineData("status", "status")]
    [InlineData("list_objects", "objects?bucket=raw")]
    [InlineData("show_flow", "flow")]
    [InlineData("list_events", "events")]
    [InlineData("list_dead_letters", "dead-letters")]
    [InlineData("list_runs", "runs")]
    [InlineData("list_approvals", "approvals")]
    [InlineData("list_loads", "loads")]
    [InlineData("list_quarantine", "quarantine?table=orders")]
    [InlineData("list_schedules", "schedules")]
    [InlineData("list_functions", "functions")]
    [InlineData("list_alarms", "alarms")]
    [InlineData("list_datasets", "datasets?root=raw/sets")]
    public async Task What_is_answered_is_what_the_description_says(string call, string path)
    {
        await PutAsync("a.json", """{"id":1}""");
        var description = JsonElement.Parse(await _http.GetStringAsync("openapi.json"));

        var answer = JsonElement.Parse(await _http.GetStringAsync(path));

        Assert.Empty(AnswerOf(description, call).Check(answer).Select(fault => fault.ToString()));
        Assert.NotEmpty(AnswerOf(description, call).Check(JsonElement.Parse("[]")));
    }

    /// <summary>The schema of a call's answer, with the others that it leads to.</summary>
    private static DocumentSchema AnswerOf(JsonElement description, string call)
    {
        var operation = description.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject())
            .Single(method => method.Value.GetProperty("operationId").GetString() == call).Value;
        var schema = operation.GetProperty("responses").GetProperty("200").GetProperty("content").GetProperty("application/json").GetProperty("schema");
        var whole = $$"""{"allOf":[{{schema.GetRawText()}}],"$defs":{{description.GetProperty("components").GetProperty("schemas").GetRawText()}}}"""
            .Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal);
        Assert.Null(DocumentSchema.TryRead(JsonElement.Parse(whole), out var read));
        return read!;
    }

    private async Task PutAsync(string key, string content)
    {
        using var answer = await _http.PutAsync($"object?bucket=raw&key={key}", new StringContent(content));
        answer.EnsureSuccessStatusCode();
    }

    private async Task<List<JsonElement>> AllAsync(string path)
    {
        var items = new List<JsonElement>();
        var next = "";
        do
        {
            var page = JsonElement.Parse(await _http.GetStringAsync(path + next));
            items.AddRange(page.GetProperty("items").EnumerateArray());
            var after = page.GetProperty("next").GetString();
            next = after is null ? null : $"{(path.Contains('?') ? '&' : '?')}after={Uri.EscapeDataString(after)}";
        }
        while (next is not null);
        return items;
    }

    private async Task<string> QueryAsync(string sql, string path, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(sql) };
        request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(accept));
        using var answer = await _http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync();
    }

    private async Task<JsonElement> ProblemAsync(string method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _http.SendAsync(request);
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync());
    }
}
