namespace Weir.Tests.Flow;

/// <summary>A folder that is a bucket: what is dropped there lands.</summary>
public sealed class FolderBucketTests
{
    private const string Yaml =
        """
        project: inbox
        buckets:
          raw: { path: ./inbox }
        tables:
          t:
            source: raw/**.json
            columns:
              id: { type: bigint }
        """;

    [Fact]
    public async Task Files_that_came_before_and_while_it_runs_become_rows_once()
    {
        var folder = Directory.CreateTempSubdirectory("weir-world-").FullName;
        var inbox = Directory.CreateDirectory(Path.Combine(folder, "inbox", "deep er")).FullName;
        await File.WriteAllTextAsync(Path.Combine(inbox, "1.json"), """{"id":1}""");
        await using (var world = await World.StartAsync(Yaml, folder))
        {
            await RowsAsync(world, 1);
            await File.WriteAllTextAsync(Path.Combine(inbox, "2.json"), """{"id":2}""");
            await RowsAsync(world, 2);
        }

        await using (var world = await World.StartAsync(Yaml, folder))
        {
            await File.WriteAllTextAsync(Path.Combine(inbox, "3.json.tmp"), """{"id":3}""");
            File.Move(Path.Combine(inbox, "3.json.tmp"), Path.Combine(inbox, "3.json"));
            await RowsAsync(world, 3);
            Assert.Equal(["1", "2", "3"], await world.QueryAsync("SELECT id FROM t ORDER BY id"));
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task RowsAsync(World world, int count)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!(await world.QueryAsync("SELECT 1 FROM duckdb_tables() WHERE table_name = 't'")).Contains("1")
            || !(await world.QueryAsync("SELECT count(*) FROM t")).Contains($"{count}"))
        {
            await Task.Delay(20, patience.Token);
        }
    }
}
