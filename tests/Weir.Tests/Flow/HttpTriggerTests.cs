using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

using Weir.Buckets;
using Weir.Engine.Hosting;
using Weir.Engine.Secrets;
using Weir.Engine.Triggers.Http;
using Weir.Events;
using Weir.Runs;
using Weir.Secrets;

namespace Weir.Tests.Flow;

/// <summary>
/// Requests start runs: recorded before they are answered, with the object that their body became (S0.1 to S0.5, S0.27 to S0.30,
/// S0.34 to S0.37).
/// </summary>
public sealed class HttpTriggerTests
{
    private const string Yaml =
        """
        project: intake
        buckets: { setup: {}, out: {} }
        pipelines:
          account:
            triggers:
              - http:
                  path: /accounts
                  save_to: "setup/account/{{event.body.id}}.json"
                  schema: { type: object, required: [id, action], properties: { id: { type: integer } } }
            steps: [{ copy: { from: "{{event.bucket}}/{{event.key}}", to: "out/account/{{event.body.action}} {{event.etag}}" } }]
          any-account:
            triggers: [{ object_created: setup/account/* }]
            steps: [{ copy: { from: "setup/{{event.key}}", to: "out/created/{{event.name}}" } }]
          user:
            triggers: [{ http: { path: "/experiments/{experiment}/users/{user}", method: [PUT, POST] } }]
            steps: [{ copy: { from: setup/it, to: "out/user/{{event.params.experiment}} {{event.params.user}} {{event.query.why}} {{event.headers.x-who}} {{event.body}}" } }]
          newest:
            triggers: [{ http: { path: /experiments/new/users/new } }]
            steps: [{ copy: { from: setup/it, to: "out/newest/{{event.method}}" } }]
          asked:
            triggers: [{ http: { path: "/asked/{what}", wait: 30s } }]
            retry: { max_attempts: 1 }
            steps: [{ copy: { from: "setup/{{event.params.what}}", to: out/asked } }]
          once:
            triggers: [{ http: { path: /once, save_to: "setup/once/{{event.id}}" }, dedupe_key: "{{event.body.id}}" }]
            steps: [{ copy: { from: "setup/{{event.key}}", to: "out/once/{{event.name}}" } }]
          hub:
            triggers: [{ http: { path: /hub, auth: { github: hub } } }]
            steps: [{ copy: { from: setup/it, to: out/hub } }]
          slack:
            triggers: [{ http: { path: /slack, auth: { slack: hub } } }]
            steps: [{ copy: { from: setup/it, to: out/slack } }]
          token:
            triggers: [{ http: { path: /token, auth: { bearer: hub } } }]
            steps: [{ copy: { from: setup/it, to: "out/token {{default event.headers.authorization \"concealed\"}}" } }]
        """;

    private static readonly (string, string) Json = ("content-type", "application/json");

    [Fact]
    public async Task A_body_becomes_an_object_that_starts_its_own_pipeline_and_others()
    {
        await using var world = await StartAsync();

        var answer = await world.SendAsync("POST", "/accounts", """{"id": 7, "action": "create"}""");

        Assert.Equal(202, answer.Status);
        var accepted = JsonElement.Parse(answer.Body);
        var events = (await world.Environment.Events.ListAsync(10, null, default)).Select(logged => logged.Event).ToList();
        Assert.Equal([Event.HttpRequest, Event.ObjectCreated, Event.ObjectCreated], events.Select(e => e.Type));
        Assert.Equal(accepted.GetProperty("id").GetString(), events[0].Id.ToString());
        Assert.Equal(events[1].Object, events[0].Object);
        await world.WhenIdleAsync();
        Assert.Equal([$"account/create {events[0].Object!.ETag}", "created/7.json"], await OutAsync(world));
        Assert.True(RunId.TryParse(accepted.GetProperty("run").GetString()!, out var run));
        Assert.Equal(RunState.Succeeded, (await world.Environment.Runs.FindAsync(run, default))!.State);
        var stored = (await world.Environment.Objects.FindAsync(new ObjectName("setup", "account/7.json"), default))!;
        Assert.Equal("""{"id": 7, "action": "create"}""", await File.ReadAllTextAsync(world.Environment.PathOf(stored)));
    }

    [Fact]
    public async Task The_path_the_query_the_headers_and_the_body_can_be_named()
    {
        await using var world = await StartAsync();

        Assert.Equal(202, (await world.SendAsync("PUT", "/experiments/a%20b/users/7?why=new", "hello", ("x-who", "ann"))).Status);
        Assert.Equal(202, (await world.SendAsync("POST", "/experiments/new/users/new", "")).Status);
        await world.WhenIdleAsync();

        Assert.Equal(["newest/POST", "user/a b 7 new ann hello"], await OutAsync(world));
    }

    [Theory]
    [InlineData("POST", "/none", "", 404, "WEIR7101")]
    [InlineData("POST", "/accounts/", "", 404, "WEIR7101")]
    [InlineData("GET", "/accounts", "", 405, "WEIR7102")]
    [InlineData("POST", "/accounts", "{", 400, "WEIR7106")]
    [InlineData("POST", "/accounts", "\"\\ud800\"", 400, "WEIR7106")]
    [InlineData("POST", "/accounts", """{"id": "7", "action": "create"}""", 422, "WEIR7107")]
    [InlineData("POST", "/once", """{"id": 7}""", 202, "")]
    [InlineData("POST", "/hub", "{}", 401, "WEIR7103")]
    [InlineData("POST", "/token", "{}", 401, "WEIR7103")]
    public async Task What_is_not_as_it_should_be_is_refused_and_leaves_nothing(string method, string path, string body, int status, string code)
    {
        await using var world = await StartAsync();

        var answer = await world.SendAsync(method, path, body);

        Assert.Equal((status, code), (answer.Status, status < 300 ? "" : JsonElement.Parse(answer.Body).GetProperty("code").GetString()));
        Assert.Equal(status < 300, (await world.Environment.Events.ListAsync(10, null, default)).Any(logged => logged.Event.Type == Event.HttpRequest));
    }

    [Fact]
    public async Task Places_of_a_body_that_do_not_fit_are_named()
    {
        await using var world = await StartAsync();

        var answer = await world.SendAsync("POST", "/accounts", """{"id": "7"}""");

        Assert.Equal(
            ["/id: is a string, and must be an integer", ": lacks 'action'"],
            JsonElement.Parse(answer.Body).GetProperty("faults").EnumerateArray().Select(fault => $"{fault.GetProperty("path").GetString()}: {fault.GetProperty("message").GetString()}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_request_that_is_sent_again_is_answered_as_before_and_recorded_once_also_after_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory("weir-again-").FullName;
        try
        {
            HttpAnswer first;
            await using (var world = await World.StartAsync(Yaml, folder))
            {
                var both = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => SendAsync(world, "k", """{"id": 1, "action": "a"}""")));
                first = both[0];
                Assert.All(both, answer => Assert.Equal(first.Body, answer.Body));
                await world.WhenIdleAsync();
            }

            await using (var world = await World.OpenAsync(folder))
            {
                var again = await SendAsync(world, "k", """{"id": 1, "action": "a"}""");
                var other = await SendAsync(world, "k", """{"id": 2, "action": "a"}""");

                Assert.Equal(202, again.Status);
                Assert.Equal(first.Body, again.Body);
                Assert.Contains(new KeyValuePair<string, string>("Idempotency-Replayed", "true"), again.Headers);
                Assert.Equal((422, "WEIR7109"), (other.Status, JsonElement.Parse(other.Body).GetProperty("code").GetString()));
                Assert.Single(await world.Environment.Events.ListAsync(100, null, default), logged => logged.Event.Type == Event.HttpRequest);
                Assert.Single(await world.Environment.Objects.ListAsync("setup", "", null, 100, default));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        static Task<HttpAnswer> SendAsync(World world, string key, string body) => world.SendAsync("POST", "/accounts", body, Json, ("idempotency-key", key));
    }

    [Fact]
    public async Task A_request_that_means_the_same_is_recorded_and_lands_nothing()
    {
        await using var world = await StartAsync();

        var first = await world.SendAsync("POST", "/once", """{"id": 7}""", Json);
        var second = await world.SendAsync("POST", "/once", """{"id": 7, "again": true}""", Json);
        await world.WhenIdleAsync();

        Assert.Equal(first.Body, second.Body);
        Assert.Single(await OutAsync(world));
        var requests = (await world.Environment.Events.ListAsync(10, null, default)).Where(logged => logged.Event.Type == Event.HttpRequest).ToList();
        Assert.Equal(requests[1].Event.Id, Assert.Single(requests[0].Notes).First);
    }

    [Fact]
    public async Task The_answer_can_wait_for_the_end_of_the_run()
    {
        await using var world = await StartAsync();

        var good = await world.SendAsync("POST", "/asked/it", "");
        var bad = await world.SendAsync("POST", "/asked/nothing", "");

        Assert.Equal((200, "succeeded"), (good.Status, JsonElement.Parse(good.Body).GetProperty("state").GetString()));
        Assert.Equal((500, "WEIR5002"), (bad.Status, JsonElement.Parse(bad.Body).GetProperty("code").GetString()));
        Assert.StartsWith("run_", JsonElement.Parse(bad.Body).GetProperty("run").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Senders_show_that_they_know_the_secret()
    {
        await using var world = await StartAsync();
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();

        Assert.Equal(202, (await world.SendAsync("POST", "/hub", "{}", ("x-hub-signature-256", "sha256=" + Sign("{}")))).Status);
        Assert.Equal(401, (await world.SendAsync("POST", "/hub", "{ }", ("x-hub-signature-256", "sha256=" + Sign("{}")))).Status);
        Assert.Equal(202, (await SlackAsync(world, now)).Status);
        Assert.Equal(401, (await SlackAsync(world, now - 301)).Status);
        Assert.Equal(202, (await world.SendAsync("POST", "/token", "", ("authorization", "Bearer s3cret"))).Status);
        await world.WhenIdleAsync();

        Assert.Equal(["hub", "slack", "token concealed"], await OutAsync(world));
    }

    [Fact]
    public async Task A_signed_request_that_somebody_sends_again_starts_nothing_also_after_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory("weir-replays-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "weir.yaml"), Yaml);
            var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
            string slack, hub;
            await using (var world = await World.OpenAsync(folder, change: WithSecret))
            {
                slack = IdOf(await SlackAsync(world, now));
                hub = IdOf(await HubAsync(world, "{}", "d-1"));
                Assert.Equal(slack, IdOf(await SlackAsync(world, now)));
                Assert.NotEqual(slack, IdOf(await SlackAsync(world, now - 1)));
            }

            await using (var world = await World.OpenAsync(folder, change: WithSecret))
            {
                Assert.Equal(slack, IdOf(await SlackAsync(world, now)));
                Assert.Equal(hub, IdOf(await HubAsync(world, "{}", "d-1")));
                Assert.Equal(hub, IdOf(await HubAsync(world, "{}", "d-2")));
                Assert.Equal(hub, IdOf(await HubAsync(world, "{}", null)));
                var other = await HubAsync(world, "[]", "d-1");
                Assert.Equal((409, "WEIR7420"), (other.Status, JsonElement.Parse(other.Body).GetProperty("code").GetString()));
                Assert.NotEqual(IdOf(await HubAsync(world, "1", null)), IdOf(await HubAsync(world, "1", null)));
                var events = await world.Environment.Events.ListAsync(100, null, default);
                Assert.Equal(5, events.Count(logged => logged.Event.Type == Event.HttpRequest));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_request_without_a_signature_is_refused_before_its_body()
    {
        await using var world = await StartAsync();
        var late = DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 301;

        Assert.Equal(401, Refusal("/hub")?.Status);
        Assert.Equal(401, Refusal("/slack", ("x-slack-signature", "v0=0"), ("x-slack-request-timestamp", $"{late}"))?.Status);
        Assert.Null(Refusal("/hub", ("x-hub-signature-256", "sha256=0")));

        HttpAnswer? Refusal(string path, params (string, string)[] headers)
        {
            var request = new InboundRequest("POST", path, [], headers.ToDictionary(header => header.Item1, header => header.Item2));
            return world.Http.Refuse(world.Http.Endpoints.Find(request, out _)!, request);
        }
    }

    private static string IdOf(HttpAnswer answer)
    {
        Assert.Equal(202, answer.Status);
        return JsonElement.Parse(answer.Body).GetProperty("id").GetString()!;
    }

    private static Task<HttpAnswer> HubAsync(World world, string body, string? delivery) => delivery is null
        ? world.SendAsync("POST", "/hub", body, ("x-hub-signature-256", "sha256=" + Sign(body)))
        : world.SendAsync("POST", "/hub", body, ("x-hub-signature-256", "sha256=" + Sign(body)), ("x-github-delivery", delivery));

    private static Task<HttpAnswer> SlackAsync(World world, long at) => world.SendAsync(
        "POST", "/slack", "a=b", ("x-slack-request-timestamp", $"{at}"), ("x-slack-signature", "v0=" + Sign($"v0:{at}:a=b")));

    private static string Sign(string text) => Convert.ToHexStringLower(HMACSHA256.HashData("s3cret"u8, Encoding.UTF8.GetBytes(text)));

    private static async Task<World> StartAsync()
    {
        var world = await World.StartAsync(Yaml, change: WithSecret);
        await world.PutAsync("setup/it", "it");
        return world;
    }

    private static Ports WithSecret(Ports ports) => ports with { Secrets = new SecretFinder("local", [new OneSecret()], new Masks()) };

    private static async Task<IReadOnlyList<string>> OutAsync(World world) =>
        [.. (await world.Environment.Objects.ListAsync("out", "", null, 100, default)).Select(o => o.Name.Key)];

    private sealed class OneSecret : ISecretSource
    {
        public string PlaceOf(SecretName name) => name.ToString();

        public string? Find(SecretName name) => "s3cret";
    }
}
