using Microsoft.Playwright;

using Weir.Server.Access.Accounts;

namespace Weir.Browser.Tests;

/// <summary>Somebody limited to a tenant finds what is theirs, meets nothing of others, and gets stuck nowhere.</summary>
[Collection(SiteCollection.Name)]
public sealed class TenantPageTests(Site site)
{
    private const string Password = "a password for a browser";

    [BrowserFact]
    public async Task Somebody_of_a_tenant_sees_its_runs_and_uploads_below_its_prefix()
    {
        var user = await UserAsync("operator");
        await using var view = await site.OpenAsync("/", user: user);
        Assert.EndsWith("/runs", view.Page.Url, StringComparison.Ordinal);
        Assert.Equal(["Runs", "Approvals", "Upload"], await view.Page.Locator(".side-body nav a").AllInnerTextsAsync());
        Assert.Equal(["sync"], await view.Page.Locator("tbody td.strong").AllInnerTextsAsync());
        await view.ShootAsync("tenant-runs-1280-light");
        Assert.Empty(await view.CheckAsync());

        await view.Page.Locator("tbody a").First.ClickAsync();
        await view.Page.WaitForURLAsync("**/runs/run_*");
        Assert.Contains("accounts of acme read", await view.Page.ContentAsync(), StringComparison.Ordinal);
        await view.ShootAsync("tenant-run-1280-light");

        await view.Page.Locator(".side-body nav a", new() { HasTextString = "Upload" }).ClickAsync();
        await view.Page.WaitForURLAsync("**/upload");
        Assert.Equal("acme", await view.Page.GetByLabel("Folder").InputValueAsync());
        await view.Page.GetByLabel("Bucket").SelectOptionAsync("raw");
        await view.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "theirs.txt", MimeType = "text/plain", Buffer = [1] });
        await view.ShootAsync("tenant-upload-1280-light");
        await view.Page.GetByRole(AriaRole.Button, new() { Name = "Upload", Exact = true }).ClickAsync();
        await view.Page.GetByText("See what became of it").ClickAsync();
        await view.Page.WaitForURLAsync("**/upload/trail?*");
        await view.Page.GetByText("raw/acme/theirs.txt", new() { Exact = true }).WaitForAsync();
        Assert.Empty(view.Wrong);
    }

    [BrowserTheory]
    [InlineData("/tables", 1280)]
    [InlineData("/tables/orders", 390)]
    [InlineData("/query?q=SELECT%201", 1280)]
    [InlineData("/upload/trail?bucket=raw&key=orders%2F2026%2F001.json", 390)]
    public async Task What_is_not_theirs_is_refused_with_a_way_back(string path, int width)
    {
        await using var view = await site.OpenAsync(path, width, user: await UserAsync("viewer"));
        Assert.Contains("WEIR7425", await view.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await view.ShootAsync($"tenant-refused-{width}-light");
        await view.Page.GetByText("To the runs").ClickAsync();
        await view.Page.WaitForURLAsync("**/runs");

        Assert.Equal(["sync"], await view.Page.Locator("tbody td.strong").AllInnerTextsAsync());
        Assert.Empty(view.Wrong);
    }

    [BrowserFact]
    public async Task A_viewer_is_not_shown_what_operators_do()
    {
        var user = await UserAsync("viewer", tenant: null);
        var failed = (await site.Operations.ListRunsAsync(100, default)).First(run => run.State == "failed");
        var load = (await site.Operations.ListLoadsAsync(new() { Table = "orders", Limit = 100 }, default)).Items.First(load => load.RowsQuarantined > 0);
        foreach (var (path, name) in new[] { ($"/runs/{failed.Id}", "run"), ($"/loads/{load.LoadId}", "load"), ("/dead-letters", "dead-letters"), ("/schedules", "schedules"), ("/approvals", "approvals") })
        {
            await using var view = await site.OpenAsync(path, user: user);
            await view.ShootAsync($"viewer-{name}-1280-light");
            Assert.Equal(0, await view.Page.Locator("main button:not(.copy), main a.button.solid, main a.button.danger, main summary.button").CountAsync());
            Assert.Equal(0, await view.Page.Locator("th", new() { HasTextRegex = new("^(Actions|Answer|Chosen)$") }).CountAsync());
            Assert.Empty(await view.CheckAsync());
            Assert.Empty(view.Wrong);
        }
    }

    [BrowserTheory]
    [InlineData(1280, true)]
    [InlineData(390, false)]
    public async Task A_tenant_with_prefixes_of_its_own_is_offered_them_for_uploads(int width, bool hasScript)
    {
        await using var view = await site.OpenAsync("/upload", width, hasScript: hasScript, user: await UserAsync("operator", "globex"));
        await view.ShootAsync($"tenant-prefix-{width}-light");
        Assert.Equal(["curated", "raw"], (await view.Page.Locator("#bucket option").AllInnerTextsAsync()).Order());
        Assert.Equal("customers/globex", await view.Page.GetByLabel("Folder").InputValueAsync());
        if (hasScript)
        {
            await view.Page.GetByLabel("Bucket").SelectOptionAsync("curated");
            Assert.Equal("globex", await view.Page.GetByLabel("Folder").InputValueAsync());
            await view.Page.GetByLabel("Folder").FillAsync("globex/2026");
            await view.Page.GetByLabel("Bucket").SelectOptionAsync("raw");
            Assert.Equal("globex/2026", await view.Page.GetByLabel("Folder").InputValueAsync());
            Assert.Empty(await view.CheckAsync());
        }

        Assert.Empty(view.Wrong);
    }

    private async Task<(string Name, string Password)> UserAsync(string role, string? tenant = "acme")
    {
        var name = $"{role}-{Guid.CreateVersion7():n}";
        await site.Accounts.AddUserAsync(new UserOrder(name, role, Password, tenant is null ? null : [tenant]), default);
        return (name, Password);
    }
}
