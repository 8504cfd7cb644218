using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

using Weir.Tests.Cli;

namespace Weir.Tests.Reliability;

/// <summary>A file that is mended while its rows stand in a table is there after a kill: as it was, or mended.</summary>
public sealed class MendCrashTests
{
    private const string Yaml =
        """
        project: mended
        buckets: { raw: }
        tables:
          t:
            source: raw/*.csv
            columns: { id: { type: bigint }, text: { type: varchar } }
        """;

    /// <summary>Large enough for a kill to come between the rows' going and the file's landing.</summary>
    private const int Rows = 600_000;

    [Theory]
    [InlineData("UNLOADED")]
    [InlineData("PARTIALLY_LOADED")]
    public async Task A_kill_while_a_file_is_mended_loses_none_of_its_rows(string seen)
    {
        using var project = new CliProject(Yaml);
        project.Write("a.csv", "id,text\n1,a\n2,b\nx,c\n");
        (await project.RunAsync("put", "a.csv", "raw/a.csv")).Fine();
        await project.RunAsync("up", "--exit-when-idle");
        using var up = await project.UpAsync();
        using var http = Client(project);
        var mending = MendAsync(http);

        while (await StatusAsync(http) != seen && !mending.IsCompleted)
        {
        }

        await up.KillAsync();
        await mending;
        await project.RunAsync("up", "--exit-when-idle");

        var rows = (await project.RunAsync("query", "SELECT count(*) AS n FROM t", "-f", "csv")).Fine().Split('\n')[1];
        Assert.Contains(rows, new[] { "2", $"{Rows}" });
        if (seen == "UNLOADED")
        {
            Assert.Equal($"{Rows}", rows);
        }
    }

    private static HttpClient Client(CliProject project)
    {
        var told = File.ReadAllLines(Path.Combine(project.Folder, ".weir/local/credentials")).Select(line => line.Split(" = ")).Where(line => line.Length == 2).ToLookup(line => line[0], line => line[1]);
        var http = new HttpClient { BaseAddress = new Uri($"{told["url"].First()}/api/v1/") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", told["token"].First());
        return http;
    }

    private static async Task MendAsync(HttpClient http)
    {
        var text = new StringBuilder("id,text\n");
        for (var id = 0; id < Rows; id++)
        {
            text.Append(id).Append(",a text that makes the file large enough to be written for a while and more of it\n");
        }

        try
        {
            using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text.ToString()));
            using var answer = await http.PostAsync(new Uri("loads/1/mend", UriKind.Relative), content);
        }
        catch (HttpRequestException)
        {
            // It was killed.
        }
    }

    private static async Task<string?> StatusAsync(HttpClient http)
    {
        using var loads = JsonDocument.Parse(await http.GetStringAsync(new Uri("loads?limit=10", UriKind.Relative)));
        return loads.RootElement.GetProperty("items").EnumerateArray().Last().GetProperty("status").GetString();
    }
}
