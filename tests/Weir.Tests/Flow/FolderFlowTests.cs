namespace Weir.Tests.Flow;

/// <summary>Pipelines and tables over folders that others write to.</summary>
public sealed class FolderFlowTests
{
    private const string Yaml =
        """
        project: folders
        buckets:
          inbox: { path: ./inbox }
          archive: {}
        pipelines:
          tidy:
            triggers:
              - object_created: inbox/**.json
            steps:
              - STEP
        tables:
          orders:
            source: inbox/**.json
            columns:
              n: { type: integer }
        """;

    /// <summary>The pipeline's step deleted the files before the table had read them.</summary>
    [Theory]
    [InlineData("delete: \"inbox/{{event.key}}\"")]
    [InlineData("move: { from: \"inbox/{{event.key}}\", to: \"archive/{{event.key}}\" }")]
    public async Task What_a_step_removes_is_there_for_those_who_have_not_read_it(string step)
    {
        await using var world = await World.StartAsync(Yaml.Replace("STEP", step, StringComparison.Ordinal));
        for (var batch = 0; batch < 4; batch++)
        {
            await world.PutAsync(
                [.. Enumerable.Range(batch * 50, 50).Select(n => ($"inbox/{n}.json", System.Text.Encoding.UTF8.GetBytes($$"""{"n":{{n}}}""")))]);
        }

        await world.WhenIdleAsync();

        Assert.Equal(["200|200"], await world.QueryAsync("SELECT count(*), count(DISTINCT n) FROM orders"));
        Assert.Equal(["LOADED"], await world.QueryAsync("SELECT DISTINCT status FROM weir.load_history"));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(world.Folder, "inbox"), "*.json"));

        // A sweep of the world's own may be under way: it strikes off first, then deletes.
        var kept = Path.Combine(world.Folder, "inbox", ".weir-removed");
        for (var tries = 0; Directory.EnumerateFiles(kept).Any(); tries++)
        {
            Assert.True(tries < 200, "What was removed is still there after ten seconds.");
            await Task.Delay(50);
            await world.Environment.SweepAsync(default);
        }
    }

    [Theory]
    [InlineData("raw/a/b.json", "a", false)]
    [InlineData("raw/d.json", "d.json", true)]
    [InlineData("raw/LONG.json", null, false)]
    public async Task What_never_finds_room_in_a_folder_becomes_a_dead_letter(string name, string? inTheWay, bool isFolder)
    {
        await using var world = await World.StartAsync(
            """
            project: folders
            buckets:
              raw: {}
              out: { path: ./out }
            pipelines:
              export:
                triggers:
                  - object_created: raw/**.json
                steps:
                  - copy: { from: "raw/{{event.key}}", to: "out/{{event.key}}" }
                retry: { max_attempts: 1 }
            """,
            watches: false);
        if (inTheWay is not null)
        {
            var path = Path.Combine(world.Folder, "out", inTheWay);
            Directory.CreateDirectory(isFolder ? path : Path.GetDirectoryName(path)!);
            if (!isFolder)
            {
                await File.WriteAllTextAsync(path, "in the way");
            }
        }

        await world.PutAsync(name.Replace("LONG", new string('n', 300), StringComparison.Ordinal), "{}");
        await world.WhenIdleAsync();

        var letter = Assert.Single(await world.Environment.DeadLetters.ListAsync(10, default));
        Assert.Equal("WEIR3001", letter.Failure.Code);
    }
}
