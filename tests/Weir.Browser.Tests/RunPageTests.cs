namespace Weir.Browser.Tests;

/// <summary>What is done on the pages of runs.</summary>
[Collection(SiteCollection.Name)]
public sealed class RunPageTests(Site site)
{
    [BrowserFact]
    public async Task A_failed_run_says_why_and_what_to_do()
    {
        var run = (await site.Operations.ListRunsAsync(100, default)).First(run => run.State == "failed");
        await using var view = await site.OpenAsync($"/runs/{run.Id}");
        await view.ShootAsync("run-failed-1280-light");
        var checks = await view.CheckAsync();
        await using var narrow = await site.OpenAsync($"/runs/{run.Id}", 390, isDark: true);
        await narrow.ShootAsync("run-failed-390-dark");

        Assert.Contains("WEIR6602", await view.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("rose by 412 %", await view.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Empty(checks.Concat(view.Wrong).Concat(await narrow.CheckAsync()));
    }

    [BrowserFact]
    public async Task A_new_run_comes_into_an_open_list_within_moments_and_what_the_viewer_does_stays()
    {
        await using var view = await site.OpenAsync("/runs");
        await view.Page.Locator("[data-live-state]:visible").First.WaitForAsync();
        var link = view.Page.Locator("tbody a").Nth(1);
        await link.FocusAsync();
        var focused = await link.GetAttributeAsync("href");

        await site.PutAsync("raw/orders/live.json", """{"id": 4711, "customer": "live", "amount": 1}""");
        await view.Page.WaitForFunctionAsync("focused => document.querySelector('tbody a') && document.activeElement.getAttribute('href') === focused && document.querySelectorAll('tbody a')[1].getAttribute('href') !== focused", focused);

        Assert.Empty(view.Wrong);
    }

    [BrowserFact]
    public async Task The_log_of_a_run_that_goes_on_follows_and_ends_with_it()
    {
        await site.PutAsync("raw/slow/big.csv", "1");
        var run = await site.RunOfAsync("slow-import");
        await using var view = await site.OpenAsync($"/runs/{run}");
        await view.Page.GetByText("read │ line one").WaitForAsync();
        await view.ShootAsync("run-running-1280-light");

        site.Write("go", "");
        await view.Page.GetByText("succeeded").First.WaitForAsync();
        await view.Page.Locator("details.step summary").First.ClickAsync();
        var log = await view.Page.Locator("details.step pre").First.InnerTextAsync();

        Assert.Equal("line one\nthe last line", log.Trim());
        Assert.Empty(view.Wrong);
    }

    [BrowserFact]
    public async Task Who_is_asked_approves_on_the_page_of_the_run_with_a_comment()
    {
        await site.PutAsync("raw/catalog/spring.json", "{}");
        var run = await site.RunOfAsync("publish-catalog", "waiting");
        await using var view = await site.OpenAsync($"/runs/{run}", 390);
        await view.ShootAsync("run-asks-390-light");
        Assert.Empty(await view.CheckAsync());

        await view.Page.GetByLabel("Comment").FillAsync("looks right");
        await view.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await view.Page.GetByText("succeeded").First.WaitForAsync();

        Assert.Empty(view.Wrong);
    }

    [BrowserFact]
    public async Task A_failed_run_is_done_again_without_JavaScript_too()
    {
        var failed = (await site.Operations.ListRunsAsync(100, default)).First(run => run.State == "failed");
        await using var view = await site.OpenAsync($"/runs/{failed.Id}", hasScript: false);

        await view.Page.Locator("summary").Filter(new() { HasText = "Run again" }).ClickAsync();
        await view.Page.GetByText("As it was then").ClickAsync();
        await view.Page.Locator("details.confirm form button").ClickAsync();
        await view.Page.GetByText($"does {failed.Id} again").WaitForAsync();

        Assert.Empty(view.Wrong);
    }
}
