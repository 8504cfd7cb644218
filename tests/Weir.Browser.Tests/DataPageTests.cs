using Microsoft.Playwright;

using Weir.Server.Operations;

namespace Weir.Browser.Tests;

/// <summary>What is done on the pages of tables, loads, queries and uploads.</summary>
[Collection(SiteCollection.Name)]
public sealed class DataPageTests(Site site)
{
    [BrowserFact]
    public async Task From_a_table_to_its_rows_to_their_load_to_the_run_that_wrote_the_file()
    {
        await using var view = await site.OpenAsync("/tables");
        await view.Page.Locator("tbody a", new() { HasTextString = "order_days" }).First.WaitForAsync();
        await view.Page.Locator("tbody a.strong", new() { HasTextRegex = new("^orders$") }).ClickAsync();
        await view.Page.Locator(".tabs a", new() { HasTextString = "Rows" }).ClickAsync();
        await view.Page.Locator("tbody a[href^='/loads/']").First.ClickAsync();
        await view.Page.WaitForURLAsync("**/loads/*");
        await view.Page.Locator(".trail a[href^='/runs/']").ClickAsync();
        await view.Page.WaitForURLAsync("**/runs/run_*");

        Assert.Equal("curate succeeded", (await view.Page.Locator("h1").InnerTextAsync()).Replace('\n', ' ').Trim());
        Assert.Empty(view.Wrong);
    }

    [BrowserFact]
    public async Task What_is_markup_in_a_name_or_a_row_is_text_on_every_page_of_data()
    {
        var load = (await site.Operations.ListLoadsAsync(new() { Table = "orders", Limit = 100 }, default)).Items.First(load => load.File.Contains("onerror", StringComparison.Ordinal));
        foreach (var path in new[]
        {
            "/tables/orders/rows", "/tables/orders/loads", $"/loads/{load.LoadId}", $"/loads/{load.LoadId}/unload", $"/loads/{load.LoadId}/mend",
            $"/upload/trail?bucket=raw&key=orders%2F{Uri.EscapeDataString(Shop.Nasty)}.json", $"/query?q={Uri.EscapeDataString($"SELECT * FROM orders AS \"{Shop.Nasty.Replace("\"", "\"\"", StringComparison.Ordinal)}\" WHERE id = 901")}",
            $"/query?q={Uri.EscapeDataString("SELECT '<script>document.title=''broken''</script>' AS \"<img src=x onerror=document.title='broken'>\", 1 AS n UNION ALL SELECT '\"><svg onload=document.title=''broken''>', 2")}",
            $"/query?q={Uri.EscapeDataString("SELECT <script>document.title='broken'</script>")}", $"/tables/{Uri.EscapeDataString("<script>document.title='broken'</script>")}",
            $"/tables/orders/loads?file={Uri.EscapeDataString("\"><script>document.title='broken'</script>")}",
        })
        {
            await using var view = await site.OpenAsync(path);
            Assert.NotEqual("broken", await view.Page.TitleAsync());
            Assert.Empty(view.Wrong);
        }
    }

    [BrowserFact]
    public async Task A_query_is_run_with_the_keyboard_and_kept_in_the_address_and_comes_as_a_file()
    {
        await using var view = await site.OpenAsync("/query");
        await view.Page.GetByLabel("SQL").FillAsync("SELECT customer, count(*) AS orders FROM orders GROUP BY ALL ORDER BY 1");
        await view.Page.GetByLabel("SQL").PressAsync("Control+Enter");
        await view.Page.WaitForURLAsync("**/query?q=*");
        await view.Page.Locator("figure.chart").WaitForAsync();
        var download = await view.Page.RunAndWaitForDownloadAsync(() => view.Page.GetByText("Download CSV").ClickAsync());

        Assert.StartsWith("customer,orders\r\n", await File.ReadAllTextAsync(await download.PathAsync()), StringComparison.Ordinal);
        Assert.Equal("SELECT customer, count(*) AS orders FROM orders GROUP BY ALL ORDER BY 1", await view.Page.GetByLabel("SQL").InputValueAsync());
        Assert.Empty(view.Wrong);
    }

    [BrowserTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_is_uploaded_and_followed_to_its_rows(bool hasScript)
    {
        var id = hasScript ? 5001 : 5002;
        await using var view = await site.OpenAsync("/upload", hasScript: hasScript);
        await view.Page.GetByLabel("Bucket").SelectOptionAsync("raw");
        await view.Page.GetByLabel("Folder").FillAsync("orders/uploaded");
        await view.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload
        {
            Name = $"{id}.json",
            MimeType = "application/json",
            Buffer = System.Text.Encoding.UTF8.GetBytes($$"""{"id": {{id}}, "customer": "uploader", "amount": 7}"""),
        });
        await view.Page.GetByRole(AriaRole.Button, new() { Name = "Upload", Exact = true }).ClickAsync();
        if (hasScript)
        {
            await view.Page.GetByText("See what became of it").ClickAsync();
        }

        await view.Page.WaitForURLAsync("**/upload/trail?*");
        if (!hasScript)
        {
            await LoadedAsync("orders", $"curated/orders/uploaded/{id}.json");
            await view.GoAsync(new Uri(view.Page.Url).PathAndQuery);
        }

        await view.Page.Locator("tbody td", new() { HasTextString = $"curated/orders/uploaded/{id}.json" }).First.WaitForAsync();
        await view.ShootAsync($"upload-trail-{(hasScript ? "live" : "no-script")}");
        Assert.Empty(view.Wrong);
    }

    [BrowserFact]
    public async Task A_refused_row_is_corrected_on_the_page_and_its_file_loaded_again()
    {
        await site.PutAsync("curated/orders/mend-me.json", """[{"id": 6001, "customer": "good", "amount": 1}, {"id": "six", "customer": "bad", "amount": 2}]""");
        var load = await LoadedAsync("orders", "curated/orders/mend-me.json");
        await using var view = await site.OpenAsync($"/loads/{load.LoadId}");
        await view.ShootAsync("load-refused-1280-light");
        await view.Page.GetByRole(AriaRole.Link, new() { Name = "Fix and load again" }).ClickAsync();
        await view.Page.WaitForURLAsync("**/mend");
        await view.ShootAsync("mend-1280-light");
        Assert.Empty(await view.CheckAsync());
        var text = view.Page.Locator("textarea");
        await text.FillAsync((await text.InputValueAsync()).Replace("\"six\"", "6002", StringComparison.Ordinal));
        await view.Page.GetByText("Land it and load again").ClickAsync();
        await view.Page.WaitForURLAsync("**/upload/trail?*");
        await view.Page.Locator("tbody .badge.good").First.WaitForAsync();

        await using var answer = await site.Operations.QueryAsync("SELECT list(id ORDER BY id) FROM orders WHERE id BETWEEN 6001 AND 6002", default);
        await foreach (var row in answer.Rows)
        {
            Assert.Equal("[[6001,6002]]", System.Text.Encoding.UTF8.GetString(row.Span));
        }

        Assert.Empty(view.Wrong);
    }

    [BrowserFact]
    public async Task A_load_is_taken_out_after_a_look_at_what_goes()
    {
        await site.PutAsync("curated/orders/unload-me.json", """[{"id": 7001, "customer": "going", "amount": 1}]""");
        var load = await LoadedAsync("orders", "curated/orders/unload-me.json");
        await using var view = await site.OpenAsync($"/loads/{load.LoadId}/unload");
        await view.ShootAsync("unload-1280-light");
        Assert.Contains("1 row would go", await view.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Empty(await view.CheckAsync());
        await view.Page.GetByRole(AriaRole.Button, new() { Name = "Unload" }).ClickAsync();
        await view.Page.WaitForURLAsync($"**/loads/{load.LoadId}");

        Assert.Contains("unloaded", await view.Page.Locator("h1").InnerTextAsync(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("1 row of load", await view.Page.Locator(".notice").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Empty(view.Wrong);
    }

    [BrowserFact]
    public async Task A_reconciliation_is_made_on_its_page_and_tells_the_keys_that_differ()
    {
        await using var view = await site.OpenAsync("/reconciliations/orders_complete");
        await view.Page.GetByRole(AriaRole.Button, new() { Name = "Compare now" }).ClickAsync();
        await view.Page.Locator(".notice").WaitForAsync();

        Assert.True(await view.Page.Locator("#history ~ * tbody tr").CountAsync() >= 1);
        Assert.Empty(view.Wrong);
    }

    private async Task<ListedLoad> LoadedAsync(string table, string file)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            if ((await site.Operations.ListLoadsAsync(new() { Table = table, Limit = 100 }, patience.Token)).Items.FirstOrDefault(load => load.File == file) is { } load)
            {
                return load;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
        }
    }
}
