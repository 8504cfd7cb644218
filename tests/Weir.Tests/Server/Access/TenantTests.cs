using System.Net.Http.Json;
using System.Text.Json;

using Weir.Deliveries;
using Weir.Engine.Deliveries;
using Weir.Engine.Events;
using Weir.Events;
using Weir.Runs;
using Weir.Server.Access;

namespace Weir.Tests.Server.Access;

/// <summary>Who is limited to a tenant sees and works on what is the tenant's.</summary>
public sealed class TenantTests
{
    [Fact]
    public async Task Objects_are_reached_below_the_tenants_prefix_alone_whatever_the_key_looks_like()
    {
        await using var world = await AccessWorld.OpenAsync();
        using var owner = world.Client(world.OwnersToken);
        using var acme = world.Client(await world.TokenAsync(Role.Operator, "acme"));
        Assert.Equal(200, (await PutAsync(owner, "raw", "globex/1")).Status);
        Assert.Equal(200, (await PutAsync(owner, "raw", "acme-2/1")).Status);

        Assert.Equal(200, (await PutAsync(acme, "raw", "acme/1")).Status);
        Assert.Equal("it", await acme.GetStringAsync("/api/v1/object?bucket=raw&key=acme/1"));
        Assert.Equal(["acme/1"], await KeysAsync(acme, "acme/"));
        foreach (var key in new[]
        {
            "globex/1", "acme-2/1", "acme", "Acme/1", "/acme/1", "acme\\..\\globex/1", "./acme/1", "globex/../acme/1", "%61cme/1", "", "acm", "acme%2F1",
        })
        {
            Assert.Equal((403, "WEIR7425"), await PutAsync(acme, "raw", key));
            Assert.Equal((403, "WEIR7425"), await AccessWorld.SendAsync(acme, HttpMethod.Get, $"/api/v1/object?bucket=raw&key={Uri.EscapeDataString(key)}"));
            Assert.Equal((403, "WEIR7425"), await AccessWorld.SendAsync(acme, HttpMethod.Get, $"/api/v1/objects?bucket=raw&prefix={Uri.EscapeDataString(key)}"));
            Assert.Equal((403, "WEIR7425"), await AccessWorld.SendAsync(acme, HttpMethod.Post, "/api/v1/objects/remove", new { names = new[] { "raw/acme/1", $"raw/{key}" } }));
        }

        foreach (var key in new[] { "acme/../globex/1", "acme/%2e%2e/x/../../globex/1", "acme/\0", "acme/./1" })
        {
            var (status, code) = await PutAsync(acme, "raw", key);
            Assert.Equal((422, "WEIR3001"), (status, code));
        }

        Assert.Equal(["acme/1"], await KeysAsync(acme, "acme/"));
        Assert.Equal(["acme-2/1", "acme/1", "globex/1"], await KeysAsync(owner, ""));
    }

    [Fact]
    public async Task Whoever_is_limited_is_told_which_prefixes_are_theirs_and_offered_them_for_uploads()
    {
        await using var world = await AccessWorld.OpenAsync(
            yaml: AccessWorld.Yaml.Replace("globex: }", "globex: { objects: [raw/customers/globex/, raw/old/globex/] } }", StringComparison.Ordinal));
        using var owner = world.Client(world.OwnersToken);
        using var acme = world.Client(await world.TokenAsync(Role.Operator, "acme"));
        using var globex = world.Client(await world.TokenAsync(Role.Operator, "globex"));
        using var both = world.Client(await world.TokenAsync(Role.Operator, "acme", "globex"));

        Assert.Equal(["raw: all", "curated: all"], await BucketsAsync(owner));
        Assert.Equal(["raw: acme/", "curated: acme/"], await BucketsAsync(acme));
        Assert.Equal(["raw: customers/globex/ old/globex/"], await BucketsAsync(globex));
        Assert.Equal(["raw: acme/ customers/globex/ old/globex/", "curated: acme/"], await BucketsAsync(both));
        Assert.Contains("name=\"prefix\" value=\"acme\"", await acme.GetStringAsync("/upload"), StringComparison.Ordinal);
        Assert.Contains("name=\"prefix\" value=\"acme\"", await both.GetStringAsync("/upload?bucket=curated"), StringComparison.Ordinal);
        var offered = await globex.GetStringAsync("/upload");
        Assert.Contains("name=\"prefix\" value=\"customers/globex\"", offered, StringComparison.Ordinal);
        Assert.Contains("yours are raw/customers/globex/, raw/old/globex/", offered, StringComparison.Ordinal);
        Assert.Contains("may be empty", await owner.GetStringAsync("/upload"), StringComparison.Ordinal);
        Assert.Equal(200, (await PutAsync(globex, "raw", "customers/globex/1")).Status);

        static async Task<IEnumerable<string>> BucketsAsync(HttpClient client) =>
            (await client.GetFromJsonAsync<JsonElement>("/api/v1/status")).GetProperty("buckets").EnumerateArray().Select(bucket =>
                $"{bucket.GetProperty("name")}: {(bucket.GetProperty("prefixes") is { ValueKind: JsonValueKind.Array } own ? string.Join(' ', own.EnumerateArray()) : "all")}");
    }

    [Fact]
    public async Task Runs_are_seen_and_spoken_to_by_their_tenant_alone()
    {
        await using var world = await AccessWorld.OpenAsync();
        var (ours, theirs, nobodys) = (await RunAsync(world, "acme"), await RunAsync(world, "globex"), await RunAsync(world, null));
        using var acme = world.Client(await world.TokenAsync(Role.Operator, "acme"));
        using var both = world.Client(await world.TokenAsync(Role.Operator, "acme", "globex"));
        using var gone = world.Client(await world.TokenAsync(Role.Operator, "globex"));

        Assert.Equal([ours], await RunsAsync(acme));
        Assert.Equal([theirs, ours], await RunsAsync(both));
        Assert.Equal(200, (await AccessWorld.SendAsync(acme, HttpMethod.Get, $"/api/v1/runs/{ours}")).Status);
        foreach (var run in new[] { theirs, nobodys })
        {
            Assert.Equal("WEIR7015", (await AccessWorld.SendAsync(acme, HttpMethod.Get, $"/api/v1/runs/{run}")).Code);
            Assert.Equal("WEIR7015", (await AccessWorld.SendAsync(acme, HttpMethod.Get, $"/api/v1/runs/{run}/logs")).Code);
            Assert.Equal("WEIR7015", (await AccessWorld.SendAsync(acme, HttpMethod.Post, $"/api/v1/runs/{run}/cancel")).Code);
            Assert.Equal("WEIR7015", (await AccessWorld.SendAsync(acme, HttpMethod.Post, $"/api/v1/runs/{run}/rerun")).Code);
        }

        Assert.Equal("WEIR7030", (await AccessWorld.SendAsync(acme, HttpMethod.Post, $"/api/v1/runs/{ours}/cancel")).Code);
    }

    [Fact]
    public async Task A_run_is_started_only_when_it_will_be_the_tenants()
    {
        await using var world = await AccessWorld.OpenAsync();
        using var acme = world.Client(await world.TokenAsync(Role.Operator, "acme"));

        Assert.Equal(202, (await StartAsync("sync", new { who = "acme" })).Status);
        Assert.Equal((403, "WEIR7425"), await StartAsync("sync", new { who = "globex" }));
        Assert.Equal((403, "WEIR7425"), await StartAsync("sync", new { who = "nobody" }));
        Assert.Equal((403, "WEIR7425"), await StartAsync("sync", new { }));
        Assert.Equal((403, "WEIR7425"), await StartAsync("open", new { }));
        Assert.Equal((403, "WEIR7425"), await StartAsync("none", new { }));

        Task<(int Status, string Code)> StartAsync(string pipeline, object inputs) =>
            AccessWorld.SendAsync(acme, HttpMethod.Post, $"/api/v1/pipelines/{pipeline}/runs", new { inputs });
    }

    [Fact]
    public async Task What_is_said_of_the_environment_is_the_tenants_share()
    {
        await using var world = await AccessWorld.OpenAsync(yaml: AccessWorld.Yaml.Replace("acme: ,", "acme: { objects: curated/of/acme/ },", StringComparison.Ordinal));
        using var acme = world.Client(await world.TokenAsync(Role.Viewer, "acme"));

        var status = await acme.GetFromJsonAsync<JsonElement>("/api/v1/status");

        Assert.Equal(["curated"], status.GetProperty("buckets").EnumerateArray().Select(bucket => bucket.GetProperty("name").GetString()));
        Assert.Equal(["sync"], status.GetProperty("pipelines").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal((403, "WEIR7425"), await AccessWorld.SendAsync(acme, HttpMethod.Get, "/api/v1/objects?bucket=raw&prefix=acme/"));
        Assert.Equal(200, (await AccessWorld.SendAsync(acme, HttpMethod.Get, "/api/v1/objects?bucket=curated&prefix=of/acme/")).Status);
    }

    private static async Task<(int Status, string Code)> PutAsync(HttpClient client, string bucket, string key)
    {
        using var content = new StringContent("it");
        using var answer = await client.PutAsync(new Uri($"/api/v1/object?bucket={bucket}&key={Uri.EscapeDataString(key)}", UriKind.Relative), content);
        return await AccessWorld.CodeAsync(answer);
    }

    private static async Task<IReadOnlyList<string>> KeysAsync(HttpClient client, string prefix) =>
        [.. (await client.GetFromJsonAsync<JsonElement>($"/api/v1/objects?bucket=raw&prefix={prefix}")).GetProperty("items").EnumerateArray().Select(each => each.GetProperty("key").GetString()!)];

    private static async Task<IReadOnlyList<string>> RunsAsync(HttpClient client) =>
        [.. (await client.GetFromJsonAsync<JsonElement>("/api/v1/runs")).GetProperty("items").EnumerateArray().Select(each => each.GetProperty("id").GetString()!)];

    private static async Task<string> RunAsync(AccessWorld world, string? tenant)
    {
        var (local, now) = (world.Local, TimeProvider.System.GetUtcNow());
        var subscriber = new Subscriber(SubscriberKind.Pipeline, "sync");
        var happened = new Event { Id = EventId.New(TimeProvider.System), Type = "test", Time = now };
        await local.Events.AppendAsync([new RoutedEvent(happened, [subscriber])], default);
        var delivery = Assert.Single(await local.Deliveries.LeaseAsync(subscriber, 1, TimeSpan.FromMinutes(1), default));
        var run = new Run
        {
            Id = RunId.Of(happened.Id, "sync"),
            Pipeline = "sync",
            EventId = happened.Id,
            Attempt = 1,
            ProjectRevision = "r",
            State = RunState.Succeeded,
            StartedAt = now,
            FinishedAt = now,
            Tenant = tenant,
        };
        await local.Deliveries.SettleAsync([new Settlement(delivery, new DeliveryOutcome.Done(), run)], default);
        return run.Id.ToString();
    }
}
