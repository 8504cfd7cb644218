using Microsoft.Playwright;

namespace Weir.Browser.Tests;

/// <summary>Whatever a key, a row, an error, a message or an address says: a page shows it as text, and runs nothing of it.</summary>
public sealed class HostilePagesTests(HostileSite site) : IClassFixture<HostileSite>
{
    /// <summary>What somebody may put into an address that they send to somebody else.</summary>
    private static readonly string[] Addresses =
    [
        "/runs?text={}&pipeline={}", "/runs?state={}", "/runs?after={}", "/runs/{}", "/tables/{}", "/tables/{}/rows", "/tables/orders?span={}", "/tables/orders/rows?after={}",
        "/tables/orders/rows?partition={}", "/tables/orders/loads?file={}", "/tables/orders/loads?after={}", "/tables/orders/quarantine?after={}", "/quarantine?after={}", "/loads/{}", "/loads/{}/unload",
        "/loads/1/mend?after={}", "/reconciliations/{}", "/reconciliations/both?run={}&before={}", "/datasets?after={}", "/datasets/versions?root={}", "/datasets/contents?root={}&name={}",
        "/query?q={}", "/query?q=SELECT%20{}", "/query?q=SELECT%201%20AS%20%22{}%22", "/upload?bucket={}&prefix={}", "/upload/trail?bucket={}&key={}&version={}", "/approvals?x={}",
        "/dead-letters?after={}", "/schedules?after={}", "/sign-in?to={}", "/{}", "/sign-in/ticket?ticket={}",
    ];

    [BrowserFact]
    public async Task Every_page_that_is_led_to_shows_it_as_text_and_runs_nothing_of_it()
    {
        await using var view = await OpenAsync();
        var shown = new HashSet<string>();
        await foreach (var path in view.CrawlAsync())
        {
            Assert.Equal((path, null), (path, await HitAsync(view)));
            if ((await view.Page.Locator("main").TextContentAsync())!.Contains("onerror=window.hit=1>", StringComparison.Ordinal))
            {
                shown.Add(View.KindOf(path));
            }
        }

        Assert.Empty(view.Wrong);
        string[] expected =
        [
            "/runs", "/runs/0", "/approvals", "/dead-letters", "/tables/orders", "/tables/orders/rows", "/tables/orders/loads", "/tables/orders/quarantine",
            "/quarantine", "/loads/0", "/loads/0/mend", "/reconciliations/both", "/datasets", "/datasets/versions", "/datasets/contents",
        ];
        Assert.Empty(expected.Except(shown));
    }

    [BrowserFact]
    public async Task What_an_address_says_is_text_on_every_page_and_on_every_error()
    {
        await using var view = await OpenAsync();
        foreach (var text in new[] { Hostile.Text, "javascript:window.hit=1//", "//evil.example/\"onmouseover=window.hit=1", Hostile.Worse })
        {
            foreach (var address in Addresses)
            {
                var path = address.Replace("{}", Uri.EscapeDataString(text), StringComparison.Ordinal);
                await view.GoAsync(path);
                Assert.Equal((path, null), (path, await HitAsync(view)));
            }
        }

        Assert.Empty(view.Wrong);
    }

    [BrowserFact]
    public async Task What_comes_into_an_open_page_is_text_too()
    {
        await using var view = await OpenAsync();
        var slow = (await site.Operations.ListRunsAsync(100, default)).First(run => run.Pipeline == "slow");
        await view.GoAsync($"/runs/{slow.Id}");
        await view.Page.Locator("#live-log pre", new() { HasTextString = "<script>window.hit=1</script>" }).WaitForAsync();
        Assert.Null(await HitAsync(view));

        await view.GoAsync("/approvals");
        await view.Page.Locator("[data-live-state]:visible").First.WaitForAsync();
        await site.PutAsync($"raw/ask/live-{Hostile.Text}", "{}");
        await view.Page.Locator("main", new() { HasTextString = $"live-{Hostile.Text}" }).WaitForAsync();
        Assert.Null(await HitAsync(view));

        await view.GoAsync("/upload");
        await view.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "\"><img src=x onerror=window.hit=1>.txt", MimeType = "text/plain", Buffer = [1] });
        await view.Page.GetByRole(AriaRole.Button, new() { Name = "Upload", Exact = true }).ClickAsync();
        await view.Page.GetByText("See what became of it").ClickAsync();
        await view.Page.WaitForURLAsync("**/upload/trail?*");
        Assert.Null(await HitAsync(view));
        Assert.Empty(view.Wrong);
    }

    private async Task<View> OpenAsync()
    {
        var view = await site.OpenAsync("/");
        view.Page.Dialog += (_, dialog) => throw new InvalidOperationException($"A page asks: {dialog.Message}");
        return view;
    }

    /// <summary>What of an attack became more than text on the page; nothing when all is well.</summary>
    private static Task<string?> HitAsync(View view) => view.Page.EvaluateAsync<string?>(
        """
        () => window.hit ? "a script ran"
          : [...document.querySelectorAll("*")].find(each => [...each.attributes].some(attribute => attribute.name.startsWith("on")))?.outerHTML
          ?? [...document.querySelectorAll("[href], [src], [action], [formaction]")].find(each => ["href", "src", "action", "formaction"].some(name => /^\s*(javascript|data|vbscript):|^[\\/]{2}/i.test(each.getAttribute(name) ?? "")))?.outerHTML
          ?? document.querySelector("main img, main script, main iframe, main object, main style")?.outerHTML
          ?? (document.scripts.length <= 1 ? null : "there is another script")
        """);
}
