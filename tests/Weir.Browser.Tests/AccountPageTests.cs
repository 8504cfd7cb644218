using Microsoft.Playwright;

namespace Weir.Browser.Tests;

/// <summary>What admins do on the pages of users, tokens and the audit log.</summary>
[Collection(SiteCollection.Name)]
public sealed class AccountPageTests(Site site)
{
    [BrowserTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_user_is_added_signs_in_gets_another_password_and_is_removed(bool hasScript)
    {
        var name = $"ada-{(hasScript ? "live" : "plain")}";
        await using var view = await site.OpenAsync("/users", hasScript: hasScript);
        await view.Page.GetByText("Add a user").ClickAsync();
        await view.Page.Locator("#user-name").FillAsync(name);
        await view.Page.Locator("#user-password").FillAsync("the first password");
        await view.Page.Locator("#user-role").SelectOptionAsync("operator");
        await view.Page.Locator("form[action='/users/add'] input[name=tenant][value=acme]").CheckAsync();
        await view.ShootAsync($"users-add-1280-{(hasScript ? "light" : "no-script")}");
        await view.Page.GetByText("Add the user").ClickAsync();
        await view.Page.GetByText($"{name} may sign in.").WaitForAsync();
        Assert.Contains("operator for acme", await view.Page.Locator($"#row-{name}").InnerTextAsync(), StringComparison.Ordinal);
        await using (var theirs = await site.OpenAsync("/", user: (name, "the first password")))
        {
            Assert.EndsWith("/runs", theirs.Page.Url, StringComparison.Ordinal);
            await view.Page.Locator($"#row-{name} summary", new() { HasTextString = "New password" }).ClickAsync();
            await view.Page.Locator($"#row-{name} input[type=password]").FillAsync("the second password");
            await view.ShootAsync($"users-password-1280-{(hasScript ? "light" : "no-script")}");
            await view.Page.Locator($"#row-{name}").GetByRole(AriaRole.Button, new() { Name = "Set it" }).ClickAsync();
            await view.Page.GetByText("has another password").WaitForAsync();
            await theirs.Page.WaitForURLAsync("**/sign-in?*");
        }

        await view.Page.Locator($"#row-{name} summary", new() { HasTextString = "Remove" }).ClickAsync();
        await view.Page.Locator($"#row-{name}").GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await view.Page.GetByText($"{name} is no user any more").WaitForAsync();

        Assert.Equal(0, await view.Page.Locator($"#row-{name}").CountAsync());
        await view.GoAsync("/audit");
        var noted = await view.Page.Locator("main").InnerTextAsync();
        Assert.All(new[] { "user add", "user password", "user rm" }, what => Assert.Contains(what, noted, StringComparison.Ordinal));
        Assert.DoesNotContain("second password", noted, StringComparison.Ordinal);
        Assert.Empty(view.Wrong);
    }

    [BrowserFact]
    public async Task A_token_is_shown_once_opens_what_it_says_and_is_revoked()
    {
        await using var view = await site.OpenAsync("/users", 390);
        await view.Page.GetByText("Create a token").ClickAsync();
        await view.Page.Locator("#token-name").FillAsync("ci");
        await view.ShootAsync("users-token-390-light");
        await view.Page.GetByText("Create the token").ClickAsync();
        var token = await view.Page.Locator("pre[aria-label='The token']").InnerTextAsync();
        await view.ShootAsync("token-made-390-light");
        Assert.Empty(await view.CheckAsync());
        Assert.StartsWith("weir_", token, StringComparison.Ordinal);
        Assert.Equal(200, await AskAsync(token));

        await view.Page.GetByText("I have copied it").ClickAsync();
        await view.Page.WaitForURLAsync("**/users");
        Assert.DoesNotContain(token, await view.Page.ContentAsync(), StringComparison.Ordinal);
        var row = view.Page.Locator("tbody tr", new() { HasTextString = "ci" }).Filter(new() { HasText = "viewer" });
        await row.Locator("summary").ClickAsync();
        await row.GetByRole(AriaRole.Button, new() { Name = "Revoke" }).ClickAsync();
        await view.Page.GetByText("opens nothing any more").WaitForAsync();

        Assert.Equal(401, await AskAsync(token));
        Assert.Empty(view.Wrong);
    }

    [BrowserFact]
    public async Task Nobody_but_admins_is_led_there_or_let_in()
    {
        await site.Accounts.AddUserAsync(new("op-alone", "operator", "a password for a browser"), default);
        await using var view = await site.OpenAsync("/", user: ("op-alone", "a password for a browser"));
        Assert.Equal(0, await view.Page.Locator("a[href='/users'], a[href='/audit']").CountAsync());
        foreach (var path in new[] { "/users", "/audit" })
        {
            await view.GoAsync(path);
            Assert.Contains("WEIR7406", await view.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        }
    }

    private async Task<int> AskAsync(string token)
    {
        using var http = new HttpClient { BaseAddress = new Uri(site.Address) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        using var answer = await http.GetAsync(new Uri("/api/v1/me", UriKind.Relative));
        return (int)answer.StatusCode;
    }
}
