using System.Net.Http.Json;

using Weir.Server.Access;

namespace Weir.Tests.Server.Access;

/// <summary>What pages of others have a browser send that is signed in here.</summary>
public sealed class CrossSiteTests
{
    private const string Password = "correct horse battery";

    [Theory]
    [InlineData(null, null, "WEIR7426")]
    [InlineData("http://evil.example", null, "WEIR7402")]
    [InlineData("null", null, "WEIR7402")]
    [InlineData("http://127.0.0.1:1", null, "WEIR7402")]
    [InlineData(null, "cross-site", "WEIR7402")]
    [InlineData(null, "same-site", "WEIR7402")]
    [InlineData("same", "same-site", "WEIR7402")]
    [InlineData("same", "cross-site", "WEIR7402")]
    [InlineData(null, "none", "WEIR7426")]
    [InlineData("same", "none", "WEIR7426")]
    [InlineData("same", null, "")]
    [InlineData("same", "same-origin", "")]
    [InlineData(null, "same-origin", "")]
    public async Task A_session_changes_something_for_pages_of_ours_alone(string? origin, string? site, string code)
    {
        await using var world = await AccessWorld.OpenAsync();
        await world.AddUserAsync("ada", Password, Role.Admin);
        using var browser = await world.BrowserAsync("ada", Password);
        foreach (var (method, path) in new[] { (HttpMethod.Post, "/api/v1/users/remove"), (HttpMethod.Put, "/api/v1/object?bucket=raw&key=a"), (HttpMethod.Post, "/sign-out") })
        {
            using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(new { name = "nobody" }) };
            if (origin is not null)
            {
                request.Headers.Add("Origin", origin == "same" ? world.Address.GetLeftPart(UriPartial.Authority) : origin);
            }

            if (site is not null)
            {
                request.Headers.Add("Sec-Fetch-Site", site);
            }

            using var answer = await browser.SendAsync(request);

            var (status, found) = await AccessWorld.CodeAsync(answer);
            if (code.Length > 0)
            {
                Assert.Equal((403, code), (status, found));
            }
            else
            {
                Assert.NotEqual(403, status);
            }
        }

        Assert.Equal(code.Length > 0 ? 200 : 401, (await AccessWorld.SendAsync(browser, HttpMethod.Get, "/api/v1/me")).Status);
        Assert.Equal(code.Length == 0, await world.Local.Objects.FindAsync(new("raw", "a"), default) is not null);
    }

    [Fact]
    public async Task A_token_needs_no_page()
    {
        await using var world = await AccessWorld.OpenAsync();
        using var program = world.Client(await world.TokenAsync(Role.Operator));

        Assert.Equal(200, (await AccessWorld.SendAsync(program, HttpMethod.Put, "/api/v1/object?bucket=raw&key=a", new { })).Status);
    }

    [Fact]
    public async Task A_page_of_others_can_sign_nobody_in()
    {
        await using var world = await AccessWorld.OpenAsync();
        await world.AddUserAsync("ada", Password);
        using var browser = world.Client();
        using var request = world.Form("/sign-in", ("name", "ada"), ("password", Password));
        request.Headers.Remove("Origin");
        request.Headers.Add("Origin", "http://evil.example");

        using var answer = await browser.SendAsync(request);

        Assert.Equal((403, "WEIR7402"), await AccessWorld.CodeAsync(answer));
    }
}
