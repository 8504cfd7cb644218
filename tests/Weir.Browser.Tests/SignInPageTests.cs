namespace Weir.Browser.Tests;

/// <summary>The page before all others: whole, readable and usable for everybody who is let in by it, and for whom it is not enough what they showed.</summary>
[Collection(SiteCollection.Name)]
public sealed class SignInPageTests(Site site)
{
    private const string Password = "a password for a browser";

    [BrowserTheory]
    [InlineData(1280, false, true)]
    [InlineData(1280, true, false)]
    [InlineData(390, false, false)]
    [InlineData(390, true, true)]
    public async Task Somebody_signs_in_by_keyboard_and_hears_what_was_wrong_before(int width, bool isDark, bool hasScript)
    {
        var name = $"door-{Guid.CreateVersion7():n}";
        await site.Accounts.AddUserAsync(new(name, "viewer", Password), default);
        await using var view = await site.OpenAsync("/runs", width, isDark: isDark, hasScript: hasScript);
        await ForgetAsync(view);

        await view.GoAsync("/runs?state=failed");
        Assert.EndsWith("/sign-in?to=%2Fruns%3Fstate%3Dfailed", view.Page.Url, StringComparison.Ordinal);
        await view.ShootAsync($"sign-in-{width}-{(isDark ? "dark" : "light")}");
        Assert.Empty(await WrongAsync(view));
        Assert.Equal("name", await FocusAsync(view));
        await view.Page.Keyboard.TypeAsync(name);
        await view.Page.Keyboard.PressAsync("Tab");
        await view.Page.Keyboard.TypeAsync("not it");
        await view.Page.Keyboard.PressAsync("Enter");

        await view.Page.GetByRole(Microsoft.Playwright.AriaRole.Alert).GetByText("WEIR7427").WaitForAsync();
        await view.ShootAsync($"sign-in-wrong-{width}-{(isDark ? "dark" : "light")}");
        Assert.Empty(await WrongAsync(view));
        Assert.StartsWith("Not signed in", await view.Page.TitleAsync(), StringComparison.Ordinal);
        Assert.Equal("wrong", await FocusAsync(view));
        Assert.Equal(name, await view.Page.GetByLabel("Name").InputValueAsync());
        Assert.Equal("", await view.Page.GetByLabel("Password").InputValueAsync());
        Assert.Equal(("true", "wrong"), (await view.Page.GetByLabel("Password").GetAttributeAsync("aria-invalid"), await view.Page.GetByLabel("Password").GetAttributeAsync("aria-describedby")));

        await view.Page.Keyboard.PressAsync("Tab");
        await view.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("password", await FocusAsync(view));
        await view.Page.Keyboard.TypeAsync(Password);
        await view.Page.Keyboard.PressAsync("Enter");

        await view.Page.WaitForURLAsync("**/runs?state=failed");
        Assert.Empty(view.Wrong);
    }

    [BrowserFact]
    public async Task Its_colours_are_chosen_before_anybody_is_known()
    {
        await using var view = await site.OpenAsync("/runs");
        await ForgetAsync(view);
        await view.GoAsync("/sign-in?to=/runs");

        await view.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Dark colours" }).ClickAsync();
        await view.Page.WaitForFunctionAsync("document.documentElement.dataset.theme === 'dark' && document.cookie.includes('weir_theme=dark')");
        await view.GoAsync("/sign-in?to=/runs");

        Assert.Equal("dark", await view.Page.EvaluateAsync<string>("document.documentElement.dataset.theme"));
        Assert.Empty(await WrongAsync(view));
        Assert.Empty(view.Wrong);
    }

    /// <summary>Nothing leads from here to other pages yet, so it needs no navigation.</summary>
    private static async Task<IEnumerable<string>> WrongAsync(View view) => (await view.CheckAsync()).Where(wrong => wrong != "there is no named navigation");

    /// <summary>An open page sees that its session ended, and goes to sign in by itself: it is left first.</summary>
    private static async Task ForgetAsync(View view)
    {
        await view.Page.GotoAsync("about:blank");
        await view.Page.Context.ClearCookiesAsync();
    }

    private static Task<string> FocusAsync(View view) => view.Page.EvaluateAsync<string>("document.activeElement.id");
}
