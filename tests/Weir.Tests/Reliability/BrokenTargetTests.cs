using System.Text;

using Weir.Buckets;
using Weir.Engine.Events;
using Weir.Events;
using Weir.Loads;
using Weir.Tests.Flow;

namespace Weir.Tests.Reliability;

/// <summary>One part is broken: it alone suffers, it is tried again, and it goes on when it is whole.</summary>
public sealed class BrokenTargetTests
{
    private const string Yaml =
        """
        project: broken
        buckets:
          raw: {}
          out: { path: ./out }
        pipelines:
          copy:
            triggers:
              - object_created: raw/**.json
            retry: { max_attempts: 2, interval: 50ms, max_interval: 50ms }
            steps:
              - copy: { from: "{{event.bucket}}/{{event.key}}", to: "out/{{event.key}}" }
        tables:
          lines:
            source: out/**.json
            columns:
              put: { type: integer, nullable: false }
        """;

    [Fact]
    public async Task A_copy_waits_while_its_target_cannot_be_written_and_goes_on_by_itself()
    {
        await using var world = await World.StartAsync(Yaml);
        var target = Path.Combine(world.Folder, "out");
        Directory.Delete(target, recursive: true);
        await File.WriteAllTextAsync(target, "in the way");

        await world.PutAsync("raw/1.json", """{"put":1}""");
        await world.PutAsync("raw/2.json", """{"put":2}""");
        while (world.Recorder.Waits.Count < 4)
        {
            await Task.Delay(10);
        }

        File.Delete(target);
        await world.WhenIdleAsync();

        Assert.Empty(world.Recorder.Failed);
        Assert.Equal(["1", "2"], await world.QueryAsync("SELECT put FROM lines ORDER BY put"));
    }

    [Fact]
    public async Task A_run_that_cannot_succeed_is_a_dead_letter_and_can_be_redriven()
    {
        await using var world = await World.StartAsync(Yaml.Replace("out/{{event.key}}", "out/.hidden/{{event.key}}", StringComparison.Ordinal)
            .Replace("out/**", "raw/**", StringComparison.Ordinal));
        await world.PutAsync("raw/1.json", """{"put":1}""");
        await world.WhenIdleAsync();

        var letter = Assert.Single(await world.Environment.DeadLetters.ListAsync(10, default));
        Assert.Equal(("WEIR3001", 1), (letter.Failure.Code, letter.Attempts));
        Assert.Equal(1, await world.Environment.DeadLetters.RedriveAsync(null, default));
        await world.WhenIdleAsync();

        Assert.Equal(2, world.Recorder.Failed.Count);
        Assert.Single(await world.Environment.DeadLetters.ListAsync(10, default));
        Assert.Equal(["1"], await world.QueryAsync("SELECT put FROM lines"));
    }

    [Fact]
    public async Task A_redriven_run_succeeds_once_the_project_is_mended_and_nothing_is_loaded_twice()
    {
        var folder = Directory.CreateTempSubdirectory("weir-world-").FullName;
        await using (var broken = await World.StartAsync(Yaml.Replace("out/{{event.key}}", "out/.hidden/{{event.key}}", StringComparison.Ordinal), folder))
        {
            await broken.PutAsync([.. Enumerable.Range(0, 20).Select(n => ($"raw/{n}.json", Encoding.UTF8.GetBytes($$"""{"put":{{n}}}""")))]);
            await broken.WhenIdleAsync();
        }

        await using (var mended = await World.StartAsync(Yaml, folder))
        {
            Assert.Equal(20, await mended.Environment.DeadLetters.RedriveAsync(null, default));
            Assert.Equal(0, await mended.Environment.DeadLetters.RedriveAsync(null, default));
            await mended.WhenIdleAsync();

            Assert.Empty(await mended.Environment.DeadLetters.ListAsync(10, default));
            Assert.Equal(["20|20"], await mended.QueryAsync("SELECT count(*), count(DISTINCT put) FROM lines"));
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task One_bad_file_among_a_thousand_is_the_only_one_that_suffers()
    {
        await using var world = await World.StartAsync(Yaml);
        var files = Enumerable.Range(0, 1_000).Select(n => ($"out/{n}.json", Encoding.UTF8.GetBytes($$"""{"put":{{n}}}"""))).ToArray();
        files[500].Item2 = [0xff, 0xfe, 0x00, 0x7b, 0x00];

        await world.PutAsync(files);
        await world.WhenIdleAsync();

        Assert.Equal(["999|999"], await world.QueryAsync("SELECT count(*), count(DISTINCT put) FROM lines"));
        Assert.Equal(["out/500.json"], await world.QueryAsync("SELECT file FROM weir.load_history WHERE status <> 'LOADED'"));
        Assert.Empty(world.Recorder.Failed);
    }

    /// <summary>A file whose content was taken away cannot be opened at all; its neighbours must not pay for it.</summary>
    [Fact]
    public async Task One_file_that_is_gone_among_a_thousand_is_the_only_one_that_suffers()
    {
        await using var world = await World.StartAsync(Yaml.Replace("out/**", "raw/load/**", StringComparison.Ordinal)
            .Replace("raw/**", "raw/copy/**", StringComparison.Ordinal));
        var writer = world.Environment.ObjectWriter;
        var versions = new List<StoredObject>();
        for (var n = 0; n < 1_000; n++)
        {
            using var content = new MemoryStream(Encoding.UTF8.GetBytes($$"""{"put":{{n}}}"""));
            versions.AddRange(await writer.PlaceAsync([await writer.StageAsync(new ObjectName("raw", $"load/{n}.json"), content, default)], default));
        }

        File.Delete(world.Environment.PathOf(versions[500]));
        var router = new Router(world.Project);
        await world.Environment.Events.AppendAsync(
            [.. versions.Select(v => router.Route(new Event { Id = EventId.New(TimeProvider.System), Type = Event.ObjectCreated, Time = v.LandedAt, Object = v }))],
            default);
        await world.WhenIdleAsync();

        Assert.Equal(["999|999"], await world.QueryAsync("SELECT count(*), count(DISTINCT put) FROM lines"));
        Assert.Equal(999, world.Recorder.Loads.Count(l => l.Status == LoadStatus.Loaded));
        Assert.Equal(["raw/load/500.json|WEIR3004"], await world.QueryAsync("SELECT file, code FROM weir.quarantine"));
        Assert.Empty(world.Recorder.Failed);
    }
}
