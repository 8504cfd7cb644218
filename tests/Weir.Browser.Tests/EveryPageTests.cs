namespace Weir.Browser.Tests;

/// <summary>What holds for every page: it keeps to the policy, is complete for everybody, and looks right on every screen.</summary>
[Collection(SiteCollection.Name)]
public sealed class EveryPageTests(Site site)
{
    public static TheoryData<string, string> All => Pages.All;

    [BrowserTheory]
    [MemberData(nameof(All))]
    public async Task It_is_whole_and_readable_on_wide_and_narrow_screens_in_light_and_dark(string path, string name)
    {
        var found = new List<string>();
        foreach (var (width, isDark) in new[] { (1280, false), (1280, true), (390, false), (390, true) })
        {
            await using var view = await site.OpenAsync(path, width, isDark: isDark);
            await view.ShootAsync($"{name}-{width}-{(isDark ? "dark" : "light")}");
            found.AddRange((await view.CheckAsync()).Concat(view.Wrong).Select(wrong => $"{width} {(isDark ? "dark" : "light")}: {wrong}"));
            Assert.NotEqual("broken", await view.Page.TitleAsync());
        }

        Assert.Empty(found);
    }

    [BrowserTheory]
    [MemberData(nameof(All))]
    public async Task It_says_the_same_without_JavaScript(string path, string name)
    {
        await using var view = await site.OpenAsync(path, hasScript: false);
        await view.ShootAsync($"{name}-no-script");

        Assert.NotEmpty(await view.Page.Locator("main h1").InnerTextAsync());
        Assert.Empty(view.Wrong);
    }

    [BrowserTheory]
    [MemberData(nameof(All))]
    public async Task Everything_is_reached_with_the_tab_key_in_the_order_in_which_it_stands_and_is_seen_to_be(string path, string name)
    {
        await using var view = await site.OpenAsync(path);
        Assert.NotEmpty(name);

        await view.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to the content", await view.Page.EvaluateAsync<string>("document.activeElement.textContent"));
        var seen = await view.Page.EvaluateAsync<int>(
            "document.querySelectorAll('a[href], button, summary, input:not([type=hidden]), select, textarea').length");
        for (var at = 0; at < Math.Min(seen, 40); at++)
        {
            await view.Page.Keyboard.PressAsync("Tab");
            var state = await view.Page.EvaluateAsync<string>(
                """
                () => {
                  const at = document.activeElement;
                  if (!at || at === document.body) return "end";
                  const after = !window.before || !!(window.before.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING);
                  window.before = at;
                  const style = getComputedStyle(at);
                  const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
                  return after && ring ? "fine" : `${after ? "no ring" : "out of order"}: ${at.outerHTML.slice(0, 120)}`;
                }
                """);
            if (state == "end")
            {
                break;
            }

            Assert.Equal("fine", state);
        }
    }
}
