namespace Weir.Browser.Tests;

/// <summary>However long a word is: no page is wider than its window.</summary>
public sealed class WidePagesTests(WideSite site) : IClassFixture<WideSite>
{
    [BrowserTheory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task No_page_that_is_led_to_is_wider_than_its_window(int width)
    {
        await using var view = await site.OpenAsync("/", width);
        var (seen, wide) = (new HashSet<string>(), new List<string>());
        await foreach (var path in view.CrawlAsync())
        {
            seen.Add(View.KindOf(path));
            await view.Page.EvaluateAsync("document.querySelectorAll('details:not([data-popover], .menu)').forEach(each => { each.open = true; })");
            wide.AddRange((await view.CheckAsync()).Where(wrong => wrong.StartsWith("the page is", StringComparison.Ordinal)).Select(wrong => $"{path[..Math.Min(60, path.Length)]}: {wrong[..Math.Min(300, wrong.Length)]}"));
            if (View.KindOf(path) is "/quarantine" or "/dead-letters" or "/approvals" or "/runs/0" or "/runs")
            {
                await view.ShootAsync($"wide{View.KindOf(path).Replace('/', '-')}-{width}");
            }
        }

        Assert.True(wide.Count == 0, string.Join('\n', wide));
        string[] expected =
        [
            "/runs", "/runs/0", "/approvals", "/dead-letters", "/tables/orders", "/tables/orders/rows", "/tables/orders/loads", "/tables/orders/quarantine",
            "/quarantine", "/loads/0", "/loads/0/mend", "/reconciliations/both", "/datasets", "/datasets/versions", "/datasets/contents", "/query", "/upload",
        ];
        Assert.Empty(expected.Except(seen));
    }

    [BrowserTheory]
    [InlineData("/query?q=SELECT%20'{}'%20AS%20\"{}\"", 1280)]
    [InlineData("/query?q=SELECT%20'{}'%20AS%20\"{}\"", 390)]
    [InlineData("/query?q=SELECT%20{}", 1280)]
    [InlineData("/query?q=SELECT%20{}", 390)]
    [InlineData("/{}", 390)]
    [InlineData("/runs?text={}&pipeline={}", 390)]
    public async Task No_page_whose_address_has_a_long_word_is_wider_than_its_window(string path, int width)
    {
        await using var view = await site.OpenAsync(path.Replace("{}", new string('w', 900), StringComparison.Ordinal), width);

        Assert.DoesNotContain(await view.CheckAsync(), wrong => wrong.StartsWith("the page is", StringComparison.Ordinal));
    }
}
