using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

using Weir.Server.Access;

namespace Weir.Tests.Server.Access;

/// <summary>Admins say who may get in through the API, too, and see there what was done.</summary>
public sealed class AccountCallTests
{
    private const string Password = "correct horse battery";

    [Fact]
    public async Task Users_and_tokens_come_and_go_by_calls()
    {
        await using var world = await AccessWorld.OpenAsync();
        using var admin = world.Client(await world.TokenAsync(Role.Admin));

        Assert.Equal(204, await PostAsync(admin, "users", $$"""{"name":"ada","role":"operator","password":"{{Password}}"}"""));
        Assert.Equal(409, await PostAsync(admin, "users", $$"""{"name":"ada","role":"viewer","password":"{{Password}}"}"""));
        Assert.Equal(204, await PostAsync(admin, "users/password", """{"name":"ada","password":"another long one"}"""));
        Assert.Equal(["ada"], (await PageAsync(admin, "users")).Items.Select(user => user.GetProperty("name").GetString()));
        Assert.Equal(200, await PostAsync(admin, "tokens", """{"name":"ci","role":"viewer"}"""));
        Assert.Equal(204, await PostAsync(admin, "tokens/revoke", """{"name":"ci"}"""));
        Assert.Equal(404, await PostAsync(admin, "tokens/revoke", """{"name":"ci"}"""));
        Assert.Contains("revoked", (await PageAsync(admin, "tokens")).Items.Where(token => token.GetProperty("name").GetString() == "ci").Select(token => token.GetProperty("state").GetString()));
        Assert.Equal(204, await PostAsync(admin, "users/remove", """{"name":"ada"}"""));
        Assert.Equal(404, await PostAsync(admin, "users/remove", """{"name":"ada"}"""));
        Assert.Empty((await PageAsync(admin, "users")).Items);
    }

    [Fact]
    public async Task The_audit_log_is_paged_as_every_list_is()
    {
        await using var world = await AccessWorld.OpenAsync();
        using var admin = world.Client(await world.TokenAsync(Role.Admin));
        foreach (var name in new[] { "ada", "ben", "cyd" })
        {
            await world.AddUserAsync(name, Password);
        }

        var (pages, after) = (new List<string?[]>(), "");
        do
        {
            var (items, next) = await PageAsync(admin, $"audit?limit=2{after}");
            pages.Add([.. items.Select(entry => entry.GetProperty("on").GetString()?.Split(' ')[0].Split('-')[0])]);
            after = next is null ? null : $"&after={next}";
        }
        while (after is not null);

        Assert.Equal([["cyd", "ben"], ["ada", "Admin"]], pages);
    }

    [Theory]
    [InlineData("audit?before=3", "WEIR7409")]
    [InlineData("audit?limit=0", "WEIR7409")]
    [InlineData("audit?after=here", "WEIR7480")]
    [InlineData("users?name=ada", "WEIR7409")]
    public async Task What_no_call_takes_is_refused(string path, string code)
    {
        await using var world = await AccessWorld.OpenAsync();
        using var admin = world.Client(await world.TokenAsync(Role.Admin));

        Assert.Equal((400, code), await AccessWorld.SendAsync(admin, HttpMethod.Get, $"/api/v1/{path}"));
    }

    [Fact]
    public async Task A_body_of_another_kind_is_told_so()
    {
        await using var world = await AccessWorld.OpenAsync();
        using var admin = world.Client(await world.TokenAsync(Role.Admin));

        using var answer = await admin.PostAsync("/api/v1/users/remove", new StringContent("name=ada", Encoding.UTF8, "application/x-www-form-urlencoded"));

        Assert.Equal((415, "WEIR7411"), await AccessWorld.CodeAsync(answer));
    }

    private static async Task<int> PostAsync(HttpClient client, string path, string body)
    {
        using var answer = await client.PostAsync($"/api/v1/{path}", new StringContent(body, Encoding.UTF8, "application/json"));
        Assert.True(answer.StatusCode != HttpStatusCode.NoContent || (await answer.Content.ReadAsByteArrayAsync()).Length == 0);
        return (int)answer.StatusCode;
    }

    private static async Task<(IReadOnlyList<JsonElement> Items, string? Next)> PageAsync(HttpClient client, string path)
    {
        var page = await client.GetFromJsonAsync<JsonElement>($"/api/v1/{path}");
        return ([.. page.GetProperty("items").EnumerateArray()], page.GetProperty("next").GetString());
    }
}
