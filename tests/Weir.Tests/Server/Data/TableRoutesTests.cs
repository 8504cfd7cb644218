using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

using Weir.Tests.Cli;
using Weir.Tests.Dashboard;

namespace Weir.Tests.Server.Data;

/// <summary>The reads of data and the uploads, as programs ask for them.</summary>
public class TableRoutesTests
{
    private const string Project =
        """
        project: shop
        buckets: { raw: {} }
        tables:
          orders: { source: raw/orders/**.json, columns: { id: { type: bigint, nullable: false } } }
        reconciliations:
          same: { source: orders, target: orders, key: [id] }
        """;

    [Fact]
    public async Task A_file_is_uploaded_followed_to_its_rows_and_mended()
    {
        using var project = new CliProject(Project);
        await using var host = await DashboardHost.OpenAsync(project);

        var landed = await PostAsync(host, "/api/v1/buckets/raw/upload?key=orders/a.json", new ByteArrayContent("[{\"id\":1},{\"id\":\"x\"}]"u8.ToArray()));
        var version = landed.GetProperty("items")[0].GetProperty("version").GetInt64();
        var trail = await UntilAsync(host, $"/api/v1/objects/trail?bucket=raw&key=orders/a.json&version={version}", answer => answer.GetProperty("loads").GetArrayLength() == 1);
        var load = trail.GetProperty("loads")[0].GetProperty("load_id").GetInt64();
        Assert.Equal(1, (await GetAsync(host, "/api/v1/tables")).GetProperty("items")[0].GetProperty("rows").GetInt64());
        Assert.Equal("id", (await GetAsync(host, "/api/v1/tables/orders")).GetProperty("columns")[0].GetProperty("name").GetString());
        Assert.Equal(load, (await GetAsync(host, "/api/v1/tables/orders/rows")).GetProperty("items")[0][1].GetInt64());
        Assert.Equal("{\"id\":\"x\"}", (await GetAsync(host, $"/api/v1/quarantine?load={load}")).GetProperty("items")[0].GetProperty("raw").GetString());
        Assert.Equal(1, (await GetAsync(host, "/api/v1/loads/series?span=day&table=orders")).GetProperty("sums").GetArrayLength());
        Assert.Equal("same", (await GetAsync(host, $"/api/v1/loads/{load}")).GetProperty("file_stands").GetString());
        Assert.Equal("same", (await GetAsync(host, "/api/v1/reconciliations")).GetProperty("items")[0].GetProperty("name").GetString());
        Assert.Empty((await GetAsync(host, "/api/v1/datasets/roots")).GetProperty("items").EnumerateArray());

        var mended = await PostAsync(host, $"/api/v1/loads/{load}/mend", new ByteArrayContent("[{\"id\":1},{\"id\":2}]"u8.ToArray()));
        Assert.Equal(1, mended.GetProperty("rows_removed").GetInt64());
        var again = mended.GetProperty("file").GetProperty("version").GetInt64();
        await UntilAsync(host, $"/api/v1/objects/trail?bucket=raw&key=orders/a.json&version={again}", answer => answer.GetProperty("loads").GetArrayLength() == 1);
        Assert.Equal(2, (await GetAsync(host, "/api/v1/tables/orders/rows")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_form_lands_each_of_its_files_in_its_folder_under_its_own_name_alone()
    {
        using var project = new CliProject(Project);
        await using var host = await DashboardHost.OpenAsync(project);
        using var form = new MultipartFormDataContent
        {
            { new StringContent("inbox/2026"), "prefix" },
            { new ByteArrayContent("1"u8.ToArray()), "file", "../../ä b.json" },
            { new ByteArrayContent([]), "file", "C:\\fakepath\\empty.txt" },
        };

        var landed = await PostAsync(host, "/api/v1/buckets/raw/upload", form);

        Assert.Equal(["inbox/2026/ä b.json", "inbox/2026/empty.txt"], landed.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("key").GetString()));
    }

    [Theory]
    [InlineData("/api/v1/buckets/raw/upload", "", "WEIR7485")]
    [InlineData("/api/v1/buckets/rw/upload?key=a", "x", "WEIR3002")]
    [InlineData("/api/v1/buckets/raw/upload?key=../a", "x", "WEIR3001")]
    [InlineData("/api/v1/buckets/raw/upload?key=datasets/LATEST/a", "x", "WEIR6401")]
    [InlineData("/api/v1/loads/77/mend", "x", "WEIR6020")]
    public async Task What_cannot_land_is_refused(string path, string body, string code)
    {
        using var project = new CliProject(Project);
        await using var host = await DashboardHost.OpenAsync(project);

        using var answer = await SendAsync(host, HttpMethod.Post, path, new StringContent(body, Encoding.UTF8, "application/octet-stream"));

        Assert.Equal(code, (await JsonAsync(answer)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_form_that_is_cut_off_lands_nothing_of_the_file_that_is_not_whole()
    {
        using var project = new CliProject(Project);
        await using var host = await DashboardHost.OpenAsync(project);
        var content = new StringContent("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.json\"\r\n\r\n[{\"id\":1}");
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");

        using var answer = await SendAsync(host, HttpMethod.Post, "/api/v1/buckets/raw/upload?prefix=orders", content);

        Assert.False(answer.IsSuccessStatusCode);
        Assert.Empty(await host.Flow.Session.Local.Objects.ListAsync("raw", "", null, 10, default));
    }

    private static Task<JsonElement> GetAsync(DashboardHost host, string path) => FineAsync(host, HttpMethod.Get, path, null);

    private static Task<JsonElement> PostAsync(DashboardHost host, string path, HttpContent body) => FineAsync(host, HttpMethod.Post, path, body);

    private static async Task<JsonElement> FineAsync(DashboardHost host, HttpMethod method, string path, HttpContent? body)
    {
        using var answer = await SendAsync(host, method, path, body);
        var json = await JsonAsync(answer);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {json}");
        return json;
    }

    private static async Task<HttpResponseMessage> SendAsync(DashboardHost host, HttpMethod method, string path, HttpContent? body)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = body };
        request.Headers.Accept.ParseAdd("application/json");
        return await host.Http.SendAsync(request);
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer)
    {
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return json.RootElement.Clone();
    }

    /// <summary>What follows from a landing follows in its own time.</summary>
    private static async Task<JsonElement> UntilAsync(DashboardHost host, string path, Func<JsonElement, bool> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            var answer = await GetAsync(host, path);
            if (isSo(answer))
            {
                return answer;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
        }
    }
}
