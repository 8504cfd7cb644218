using Weir.Tests.Flow;

using static Weir.Tests.Lake.LakeProject;

namespace Weir.Tests.Lake;

/// <summary>Queries run all the while in which tables change: none fails, and none sees a mix.</summary>
public sealed class LakeReadersTests
{
    private const int Rows = 200;

    [Theory]
    [InlineData("write_disposition: replace")]
    [InlineData("write_disposition: merge\n    primary_key: [id]")]
    public async Task A_reader_sees_the_rows_of_one_moment(string disposition)
    {
        await using var world = await World.StartAsync(Yaml("[month(at)]", more: disposition));
        await PutAsync(world, "raw/a.json", Content(0));
        using var over = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(() => ReadAsync(world, over.Token))).ToList();
        for (var n = 1; n < 15; n++)
        {
            await PutAsync(world, "raw/a.json", Content(n));
            await world.CompactAsync("orders");
        }

        await over.CancelAsync();
        Assert.All(await Task.WhenAll(readers), reads => Assert.True(reads > 0));
        Assert.Equal([$"{Rows}|14"], await world.QueryAsync("SELECT count(*), min(region) FROM orders"));
    }

    /// <summary>Every row of one file has the same region, and each file has all rows.</summary>
    private static async Task<int> ReadAsync(World world, CancellationToken over)
    {
        var reads = 0;
        while (!over.IsCancellationRequested)
        {
            var seen = await world.QueryAsync("SELECT count(*), count(DISTINCT id), count(DISTINCT region), count(DISTINCT _weir_load_id) FROM orders");
            Assert.Equal([$"{Rows}|{Rows}|1|1"], seen);
            reads++;
        }

        return reads;
    }

    private static string Content(int n) =>
        $"[{string.Join(',', Enumerable.Range(0, Rows).Select(i => $$"""{"id":{{i}},"at":"2026-0{{1 + ((i + n) % 5)}}-01","region":"{{n}}"}"""))}]";
}
