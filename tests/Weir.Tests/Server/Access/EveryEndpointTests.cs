using System.Net.Http.Headers;
using System.Text.RegularExpressions;

using Microsoft.AspNetCore.Routing;

using Weir.Server.Access;
using Weir.Server.Access.Accounts;
using Weir.Server.Access.Tenants;

namespace Weir.Tests.Server.Access;

/// <summary>Every endpoint of the web server is asked by everybody who may exist, and lets in those it should alone.</summary>
public sealed partial class EveryEndpointTests
{
    [Fact]
    public async Task Every_endpoint_says_who_may_call_it_and_lets_in_nobody_else()
    {
        await using var world = await AccessWorld.OpenAsync();
        var callers = await CallersAsync(world);
        var wrong = new List<string>();
        foreach (var endpoint in world.Endpoints)
        {
            var needs = endpoint.Metadata.GetMetadata<Needs>();
            if (needs is null)
            {
                wrong.Add($"{endpoint.RoutePattern.RawText} does not say who may call it");
                continue;
            }

            foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            {
                foreach (var (name, token, caller) in callers)
                {
                    var expected = Expected(needs, caller, method, endpoint.RoutePattern.RawText!);
                    var actual = await AskAsync(world, method, endpoint, token);
                    if (!(expected ?? "let in").Split(" or ").Contains(actual))
                    {
                        wrong.Add($"{method} {endpoint.RoutePattern.RawText} by {name}: {actual}, not {expected ?? "let in"}");
                    }
                }
            }
        }

        Assert.Empty(wrong);
        Assert.InRange(world.Endpoints.Count, 40, 1_000);
    }

    [Fact]
    public async Task What_may_be_called_is_known_without_making_a_refusal()
    {
        await using var world = await AccessWorld.OpenAsync();
        var callers = new Caller?[] { null, new("", Role.Viewer, null), new("", Role.Operator, null), new("", Role.Admin, null), new("", Role.Viewer, ["acme"]), new("", Role.Operator, ["acme"]) };
        var calls = world.Endpoints
            .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(method => (method, endpoint)))
            .SelectMany(call => callers.Select(caller => (call.method, call.endpoint, caller)))
            .ToList();

        foreach (var (method, endpoint, caller) in calls)
        {
            Assert.Equal(Record.Exception(() => Rights.Check(caller, method, endpoint)) is null, Rights.May(caller, method, endpoint));
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var (method, endpoint, caller) in calls)
        {
            Rights.May(caller, method, endpoint);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, calls.Count);
    }

    [Fact]
    public async Task What_is_divided_between_tenants_is_there()
    {
        await using var world = await AccessWorld.OpenAsync();
        var there = world.Endpoints.SelectMany(endpoint =>
            (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []).Select(method => $"{method} {endpoint.RoutePattern.RawText}"));

        Assert.Empty(DividedRoutes.All.Except(there));
    }

    private static async Task<IReadOnlyList<(string Name, string? Token, Caller? Caller)>> CallersAsync(AccessWorld world)
    {
        var revoked = await world.Accounts.CreateTokenAsync(new TokenOrder("revoked", "admin", null, null), default);
        await world.Accounts.RevokeTokenAsync("revoked", default);
        var expired = await world.Accounts.CreateTokenAsync(new TokenOrder("expired", "admin", null, world.Clock.GetUtcNow().AddMinutes(1)), default);
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        return
        [
            ("nobody", null, null),
            ("somebody who guesses", ShownSecret.New("weir_"), null),
            ("a revoked token", revoked.Token, null),
            ("an expired token", expired.Token, null),
            ("a viewer", await world.TokenAsync(Role.Viewer), new Caller("", Role.Viewer, null)),
            ("an operator", await world.TokenAsync(Role.Operator), new Caller("", Role.Operator, null)),
            ("an admin", await world.TokenAsync(Role.Admin), new Caller("", Role.Admin, null)),
            ("the owner", world.OwnersToken, new Caller("", Role.Admin, null)),
            ("a viewer of acme", await world.TokenAsync(Role.Viewer, "acme"), new Caller("", Role.Viewer, ["acme"])),
            ("an operator of acme", await world.TokenAsync(Role.Operator, "acme"), new Caller("", Role.Operator, ["acme"])),
        ];
    }

    /// <summary>What a request without anything in it is answered; null when it gets to where something is missed in it.</summary>
    private static string? Expected(Needs needs, Caller? caller, string method, string pattern)
    {
        if (needs.Role is not { } role)
        {
            return null;
        }

        if (caller is null)
        {
            return "401 WEIR7405";
        }

        if (caller.Role < role)
        {
            return "403 WEIR7406";
        }

        return caller.Tenants is null ? null
            : !DividedRoutes.Has(method, pattern) ? "403 WEIR7425"
            : !pattern.StartsWith("/api/", StringComparison.Ordinal) ? "let in or 403 WEIR7425"
            : pattern.Contains("/object", StringComparison.Ordinal) || pattern.Contains("/pipelines/", StringComparison.Ordinal) ? "let in or 403 WEIR7425"
            : null;
    }

    private static async Task<string> AskAsync(AccessWorld world, string method, RouteEndpoint endpoint, string? token)
    {
        var path = Parameter.Replace(endpoint.RoutePattern.RawText!, "x");
        using var client = world.Client();
        using var request = new HttpRequestMessage(new HttpMethod(method), path.StartsWith('/') ? path : "/" + path);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        request.Content = method is "GET" or "HEAD" ? null : new ByteArrayContent([]);
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var refused = (int)answer.StatusCode is 401 or 403 ? Refusal.Match(await answer.Content.ReadAsStringAsync()).Value : "";
        return refused.Length > 0 ? $"{(int)answer.StatusCode} {refused}" : "let in";
    }

    /// <summary>What the gate says; pages say it in HTML.</summary>
    [GeneratedRegex("WEIR7405|WEIR7406|WEIR7425|WEIR7426", RegexOptions.CultureInvariant)]
    private static partial Regex Refusal { get; }

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.CultureInvariant)]
    private static partial Regex Parameter { get; }
}
