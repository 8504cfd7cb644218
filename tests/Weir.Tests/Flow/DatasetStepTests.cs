using System.Text;

using Weir.Buckets;
using Weir.Datasets;
using Weir.Failures;

namespace Weir.Tests.Flow;

/// <summary>Pipelines that publish datasets, and those who read them meanwhile.</summary>
public sealed class DatasetStepTests
{
    private const string Yaml =
        """
        project: scrapers
        buckets:
          work: {}
          raw: {}
        pipelines:
          publish:
            triggers: [{ object_created: work/*/done }]
            steps:
              - dataset: { to: "raw/{{event.folder}}", from: ["work/{{event.folder}}"], keep: 3 }
          latest:
            triggers: [{ object_created: raw/*/ask }]
            steps:
              - copy: { from: "raw/{{event.folder}}datasets/LATEST/3b/pages.json", to: "work/{{event.folder}}answer.json" }
        tables:
          pages:
            source: raw/*/datasets/*/3b/pages.json
            write_disposition: replace
            columns:
              id: { type: bigint }
        """;

    private static readonly DatasetRoot Acme = new("raw", "acme/");

    [Fact]
    public async Task What_steps_left_becomes_a_dataset_that_tables_load_and_LATEST_names()
    {
        await using var world = await World.StartAsync(Yaml);
        await world.PutAsync("work/acme/1b/pages.json", """{"id":1}""");
        await world.PutAsync("work/acme/3b/pages.json", """{"id":3}""");
        await world.PutAsync("work/acme/done", "");
        await world.WhenIdleAsync();
        await world.PutAsync("raw/acme/ask", "");
        await world.WhenIdleAsync();

        var name = Assert.Single(await NamesAsync(world));
        var members = await world.Environment.Objects.ListAsync("raw", Acme.FolderOf(name), null, 10, default);
        Assert.Equal(["1b/pages.json", "3b/pages.json", "done"], members.Select(m => m.Name.Key[Acme.FolderOf(name).Length..]));
        Assert.Equal(["3"], await world.QueryAsync("SELECT id FROM pages"));
        Assert.Equal("""{"id":3}""", await ReadAsync(world, "work/acme/answer.json"));
    }

    [Fact]
    public async Task A_run_that_is_tried_again_publishes_no_second_dataset()
    {
        var yaml = Yaml.Replace(
            "keep: 3 }",
            "keep: 3 }\n      - copy: { from: work/nowhere, to: work/else }\n    retry: { max_attempts: 1 }",
            StringComparison.Ordinal);
        await using var world = await World.StartAsync(yaml);
        await world.PutAsync("work/acme/done", "1");
        await world.WhenIdleAsync();
        var first = Assert.Single(await NamesAsync(world));

        await world.PutAsync("work/nowhere", "x");
        await world.Environment.DeadLetters.RedriveAsync(null, default);
        await world.WhenIdleAsync();

        Assert.Empty(await world.Environment.DeadLetters.ListAsync(10, default));
        Assert.Equal([first], await NamesAsync(world));
        await world.PutAsync("work/acme/done", "2");
        await world.WhenIdleAsync();
        Assert.Equal(2, (await NamesAsync(world)).Count);
    }

    [Fact]
    public async Task Only_the_newest_are_kept()
    {
        await using var world = await World.StartAsync(Yaml);
        for (var n = 0; n < 5; n++)
        {
            await world.PutAsync("work/acme/3b/pages.json", $$"""{"id":{{n}}}""");
            await world.PutAsync("work/acme/done", $"{n}");
            await world.WhenIdleAsync();
        }

        var names = await NamesAsync(world);
        Assert.Equal(3, names.Count);
        Assert.Equal(["4"], await world.QueryAsync("SELECT id FROM pages"));
        foreach (var (at, name) in names.Index())
        {
            Assert.Equal($$"""{"id":{{4 - at}}}""", await ReadAsync(world, Acme.Member(name, "3b/pages.json").ToString()));
        }
    }

    [Theory]
    [InlineData("nowhere/", "WEIR3002")]
    [InlineData("work/nothing/", "WEIR6403")]
    [InlineData("work/acme/*.txt", "WEIR6403")]
    [InlineData("work/acme/datasets/LATEST/", "WEIR6402")]
    public async Task Sources_that_mean_nothing_are_refused(string from, string code)
    {
        await using var world = await World.StartAsync(Yaml);
        await world.PutAsync("work/acme/1b/pages.json", "1");

        var refused = await Assert.ThrowsAsync<RefusedException>(() => PublishAsync(world, "work/acme/1b/pages.json", from));

        Assert.Equal(code, refused.Failure.Code);
        Assert.Empty(await NamesAsync(world));
    }

    [Fact]
    public async Task Sources_keep_the_folders_below_what_they_have_in_common()
    {
        await using var world = await FilledAsync();

        Assert.Equal(["a/x.json", "b/deep/y.json", "b/x.json"], await NamesOfAsync(world, "work/"));
        Assert.Equal(["a/x.json", "b/deep/y.json", "b/x.json"], await NamesOfAsync(world, "work/a/", "work/b/"));
        Assert.Equal(["a/x.json", "b/deep/y.json"], await NamesOfAsync(world, "work/a/x.json", "work/b/deep/"));
        Assert.Equal(["a/x.json", "b/deep/y.json", "b/x.json"], await NamesOfAsync(world, "work/{a,b}/**.json", "work/b/deep/y.json"));
        Assert.Equal(["deep/y.json", "x.json"], await NamesOfAsync(world, "work/b/"));
        Assert.Equal(["deep/y.json"], await NamesOfAsync(world, "work/b/d*/*"));
        Assert.Equal(["y.json"], await NamesOfAsync(world, "work/b/deep/y.json"));
        Assert.Equal(["x.json", "y.json"], await NamesOfAsync(world, "work/a/x.json", "raw/else/y.json"));
        Assert.Equal("WEIR6405", (await Assert.ThrowsAsync<RefusedException>(() => NamesOfAsync(world, "work/a/", "raw/else/x.json"))).Failure.Code);
    }

    [Fact]
    public async Task A_dataset_of_what_is_beside_it_looks_like_it_and_never_reaches_into_datasets_below()
    {
        await using var world = await FilledAsync();
        var beside = new DatasetRoot("work", "");

        var some = await PublishAsync(world, beside, "work/b/deep/y.json");
        var all = await PublishAsync(world, beside, "work/");

        Assert.Equal(["b/deep/y.json"], await MembersAsync(world, some));
        Assert.Equal(["a/x.json", "b/deep/y.json", "b/x.json"], await MembersAsync(world, all));
        Assert.Equal(["b/deep/y.json", "b/x.json", "x.json"], await NamesOfAsync(world, "work/datasets/LATEST/b/", "work/a/x.json"));
        Assert.Equal(
            ["deep/y.json", "x.json"],
            await MembersAsync(world, await PublishAsync(world, new DatasetRoot("work", "b/"), "work/b/deep/", "work/a/x.json")));
    }

    [Fact]
    public async Task Readers_of_LATEST_see_whole_datasets_only_while_others_publish()
    {
        const int members = 20;
        await using var world = await World.StartAsync(Yaml);
        await world.PutAsync([.. Enumerable.Range(0, members).Select(n => ($"work/all/{n}", "x"u8.ToArray()))]);
        await PublishAsync(world, "work/all/");
        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            var seen = 0;
            var last = "";
            while (!done.IsCancellationRequested)
            {
                var name = (await world.Environment.Datasets.ListAsync(Acme, null, 1, default))[0];
                var found = await world.Environment.Objects.ListAsync("raw", Acme.FolderOf(name), null, 1_000, default);
                Assert.Equal(members, found.Count);
                Assert.True(string.CompareOrdinal(last, name.ToString()) <= 0);
                (last, seen) = (name.ToString(), seen + 1);
            }

            return seen;
        })).ToList();

        var published = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var names = new List<DatasetName>();
            for (var n = 0; n < 8; n++)
            {
                names.Add((await PublishAsync(world, "work/all/")).Name);
            }

            return names;
        })));
        await done.CancelAsync();

        Assert.All(await Task.WhenAll(readers), seen => Assert.True(seen > 0));
        Assert.Equal(32, published.SelectMany(names => names).Distinct().Count());
        Assert.Equal(33, (await NamesAsync(world)).Count);
    }

    private static async Task<World> FilledAsync()
    {
        var world = await World.StartAsync(Yaml.Replace("[{ object_created: work/*/done }]", "[{ object_created: work/never }]", StringComparison.Ordinal));
        await world.PutAsync(
            ("work/a/x.json", "1"u8.ToArray()),
            ("work/b/x.json", "2"u8.ToArray()),
            ("work/b/deep/y.json", "3"u8.ToArray()),
            ("raw/else/x.json", "4"u8.ToArray()),
            ("raw/else/y.json", "5"u8.ToArray()));
        return world;
    }

    private static async Task<IEnumerable<string>> NamesOfAsync(World world, params string[] from) =>
        await MembersAsync(world, await PublishAsync(world, from));

    private static Task<Dataset> PublishAsync(World world, params string[] from) => PublishAsync(world, Acme, from);

    private static Task<Dataset> PublishAsync(World world, DatasetRoot root, params string[] from) => world.PublishAsync(root, from);

    private static Task<IReadOnlyList<DatasetName>> NamesAsync(World world) => world.Environment.Datasets.ListAsync(Acme, null, 100, default);

    private static async Task<IEnumerable<string>> MembersAsync(World world, Dataset dataset) =>
        (await world.Environment.Objects.ListAsync(dataset.Root.Bucket, dataset.Root.FolderOf(dataset.Name), null, 100, default))
        .Select(member => member.Name.Key[dataset.Root.FolderOf(dataset.Name).Length..]);

    private static async Task<string> ReadAsync(World world, string name)
    {
        var found = await world.Environment.Objects.FindAsync(new ObjectName(name.Split('/')[0], name.Split('/', 2)[1]), default);
        using var reader = new StreamReader(world.Environment.Objects.OpenRead(found!), Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }
}
