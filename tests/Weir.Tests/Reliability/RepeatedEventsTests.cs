using System.Text;

using Weir.Buckets;
using Weir.Engine.Events;
using Weir.Events;
using Weir.Tests.Flow;

namespace Weir.Tests.Reliability;

/// <summary>Events that come more than once, in any order, old versions after new ones: every content is loaded once.</summary>
public sealed class RepeatedEventsTests
{
    private const string Yaml =
        """
        project: repeated
        buckets:
          raw: {}
        tables:
          lines:
            source: raw/**.json
            columns:
              put: { type: integer, nullable: false }
        """;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_content_is_loaded_once_however_often_its_events_come(int seed)
    {
        var random = new Random(seed);
        await using var world = await World.StartAsync(Yaml);
        var names = Enumerable.Range(0, 60).Select(n => new ObjectName("raw", $"{n % 7}/{n}.json")).ToList();
        var versions = new List<(StoredObject Version, int Put)>();
        for (var landing = 0; landing < 300; landing++)
        {
            // Few contents, so that many versions of a name hold the same one.
            var put = random.Next(4);
            var content = Encoding.UTF8.GetBytes($$"""{"put":{{put}}}""");
            var staged = await world.Environment.ObjectWriter.StageAsync(names[random.Next(names.Count)], new MemoryStream(content), default);
            versions.Add(((await world.Environment.ObjectWriter.PlaceAsync([staged], default))[0], put));
        }

        var events = versions
            .Select(v => new Event { Id = EventId.New(TimeProvider.System), Type = Event.ObjectCreated, Time = v.Version.LandedAt, Object = v.Version })
            .SelectMany(e => Enumerable.Repeat(e, random.Next(1, 7)))
            .ToArray();
        random.Shuffle(events);
        var router = new Router(world.Project);
        await Parallel.ForEachAsync(events.Chunk(25), async (some, token) =>
        {
            var emitted = some.Length % 2 == 0 && some[0].Id.Value.ToByteArray()[^1] % 2 == 0;
            await (emitted
                ? world.Environment.Outbox.PostAsync(some, token)
                : world.Environment.Events.AppendAsync([.. some.Select(router.Route)], token));
        });
        await world.WhenIdleAsync();

        Assert.Equal(
            versions.Select(v => $"{v.Version.Name}|{v.Put}").Distinct().Order(StringComparer.Ordinal),
            await world.QueryAsync(
                "SELECT file, put FROM lines JOIN weir.load_history ON load_id = _weir_load_id ORDER BY concat(file, '|', put) COLLATE C"));
        foreach (var name in versions.GroupBy(v => v.Version.Name))
        {
            Assert.Equal(name.Max(v => v.Version.Version), (await world.Environment.Objects.FindAsync(name.Key, default))?.Version);
        }
    }

    [Fact]
    public async Task The_same_content_put_over_and_over_at_the_same_time_is_loaded_once()
    {
        await using var world = await World.StartAsync(Yaml);

        await Parallel.ForAsync(0, 100, async (n, _) => await world.PutAsync($"raw/{n % 3}.json", """{"put":1}"""));
        await world.WhenIdleAsync();

        Assert.Equal(["3|3"], await world.QueryAsync("SELECT count(*), count(DISTINCT _weir_load_id) FROM lines"));
    }

    /// <summary>Whoever lost the state file was told that the warehouse keeps its history; that history numbers versions of before.</summary>
    [Fact]
    public async Task A_file_is_loaded_after_the_state_was_lost_though_one_of_its_number_once_failed()
    {
        var folder = Directory.CreateTempSubdirectory("weir-world-").FullName;
        await using (var before = await World.StartAsync(Yaml, folder))
        {
            await before.PutAsync("raw/1.json", """{"put":"none"}""");
            await before.WhenIdleAsync();
        }

        foreach (var state in Directory.GetFiles(Path.Combine(folder, ".weir", "local"), "state.db*"))
        {
            File.Delete(state);
        }

        await using (var after = await World.StartAsync(Yaml, folder))
        {
            await after.PutAsync("raw/1.json", """{"put":1}""");
            await after.WhenIdleAsync();

            Assert.Equal(["1"], await after.QueryAsync("SELECT put FROM lines"));
        }

        Directory.Delete(folder, recursive: true);
    }
}
