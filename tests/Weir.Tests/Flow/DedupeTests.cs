using Weir.Engine.Events;
using Weir.Engine.Triggers.Requests;
using Weir.Events;
using Weir.Failures;
using Weir.Runs;

namespace Weir.Tests.Flow;

/// <summary>Events that mean the same, and objects that are too small, start no runs.</summary>
public sealed class DedupeTests
{
    private const string Yaml =
        """
        project: once
        vars: { where: here }
        buckets:
          raw: {}
          out: {}
        pipelines:
          copied:
            triggers: [{ object_created: raw/in/**, dedupe_key: "{{event.etag}}" }]
            steps: [{ copy: { from: "raw/{{event.key}}", to: "out/copied/{{event.name}}" } }]
          every:
            triggers: [{ object_created: raw/in/** }]
            steps: [{ copy: { from: "raw/{{event.key}}", to: "out/every/{{event.name}}" } }]
          large:
            triggers: [{ object_created: { pattern: raw/in/**, suffix: [.csv, .tsv], min_size: 3B, max_size: 5B } }]
            steps: [{ copy: { from: "raw/{{event.key}}", to: "out/large/{{event.name}}" } }]
          told:
            triggers: [{ message: orders, dedupe_key: "{{event.message.id}}", dedupe_for: 1h }]
            steps: [{ copy: { from: raw/it.txt, to: "out/told/{{event.id}}" } }]
          asked:
            triggers: [{ manual: true, dedupe_key: "{{inputs.who}} {{vars.where}} {{environment}}" }]
            inputs: { who: { default: nobody } }
            steps: [{ copy: { from: raw/it.txt, to: "out/asked/{{inputs.who}} {{event.id}}" } }]
        """;

    [Fact]
    public async Task Of_objects_with_one_content_the_first_starts_a_run_also_after_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory("weir-once-").FullName;
        try
        {
            await using (var world = await World.StartAsync(Yaml, folder))
            {
                await world.PutAsync("raw/in/1.txt", "a");
                await world.PutAsync("raw/in/2.txt", "a");
                await world.WhenIdleAsync();
            }

            await using (var world = await World.OpenAsync(folder))
            {
                await world.PutAsync("raw/in/3.txt", "a");
                await world.PutAsync("raw/in/4.txt", "b");
                await world.WhenIdleAsync();

                Assert.Equal(["copied/1.txt", "copied/4.txt", "every/1.txt", "every/2.txt", "every/3.txt", "every/4.txt"], await OutAsync(world));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Objects_start_runs_by_their_endings_and_sizes()
    {
        await using var world = await World.StartAsync(Yaml);

        await world.PutAsync("raw/in/short.csv", "12");
        await world.PutAsync("raw/in/least.csv", "123");
        await world.PutAsync("raw/in/most.tsv", "12345");
        await world.PutAsync("raw/in/long.csv", "123456");
        await world.PutAsync("raw/in/other.txt", "1234");
        await world.WhenIdleAsync();

        Assert.Equal(["large/least.csv", "large/most.tsv"], (await OutAsync(world)).Where(key => key.StartsWith("large/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_event_without_its_key_runs_and_says_why_it_had_none()
    {
        await using var world = await World.StartAsync(Yaml);
        await world.PutAsync("raw/it.txt", "it");
        var messages = new MessageRequests(world.Environment.Events, new Router(world.Project), TimeProvider.System);

        await messages.PublishAsync("orders", """{"id": 7}""", default);
        await messages.PublishAsync("orders", """{"id": 7, "again": true}""", default);
        await messages.PublishAsync("orders", """{"none": 7}""", default);
        await messages.PublishAsync("orders", """{"id": ""}""", default);
        await world.WhenIdleAsync();

        Assert.Equal(3, (await OutAsync(world)).Count);
        var told = (await world.Environment.Events.ListAsync(100, null, default)).Where(logged => logged.Event.Type == "message_published").Reverse().ToList();
        Assert.Empty(told[0].Notes);
        Assert.Equal(told[0].Event.Id, Assert.Single(told[1].Notes).First);
        Assert.Equal(
            "The event has no dedupe_key and ran without one. The template names event.message.id, which has no value here.",
            Assert.Single(told[2].Notes).Failure!.Message);
        Assert.Equal("WEIR5006", Assert.Single(told[3].Notes).Failure!.Code);
    }

    [Fact]
    public async Task Who_asks_again_is_told_of_the_run_that_was_asked_for_before()
    {
        await using var world = await World.StartAsync(Yaml);
        await world.PutAsync("raw/it.txt", "it");
        var requests = new RunRequests(world.Environment.Events, new Router(world.Project), TimeProvider.System);
        var pipeline = world.Project.Pipelines["asked"];

        var (first, _) = await requests.RequestAsync(pipeline, new Dictionary<string, string> { ["who"] = "ann" }, asked: null, default);
        var again = await requests.RequestAsync(pipeline, new Dictionary<string, string> { ["who"] = "ann" }, asked: null, default);
        var (other, isAskedBefore) = await requests.RequestAsync(pipeline, new Dictionary<string, string>(), asked: null, default);
        await world.WhenIdleAsync();

        Assert.Equal((first, true), again);
        Assert.False(isAskedBefore);
        Assert.Equal(RunState.Succeeded, (await world.Environment.Runs.FindAsync(first, default))!.State);
        Assert.Equal(RunState.Succeeded, (await world.Environment.Runs.FindAsync(other, default))!.State);
        Assert.Equal(2, (await world.Environment.Runs.ListAsync(10, default)).Count);
    }

    [Fact]
    public async Task Who_asks_again_as_the_same_event_is_told_of_the_same_run_also_of_one_that_was_known_by_its_key()
    {
        await using var world = await World.StartAsync(Yaml);
        await world.PutAsync("raw/it.txt", "it");
        var requests = new RunRequests(world.Environment.Events, new Router(world.Project), TimeProvider.System);
        var pipeline = world.Project.Pipelines["asked"];
        var (ann, bob) = (new Dictionary<string, string> { ["who"] = "ann" }, new Dictionary<string, string> { ["who"] = "bob" });
        var (one, two) = (EventId.New(TimeProvider.System), EventId.New(TimeProvider.System));

        var (first, _) = await requests.RequestAsync(pipeline, ann, one, default);
        var ofKey = await requests.RequestAsync(pipeline, ann, two, default);
        var again = await requests.RequestAsync(pipeline, ann, one, default);
        var ofKeyAgain = await requests.RequestAsync(pipeline, ann, two, default);
        var other = await Assert.ThrowsAsync<RefusedException>(() => requests.RequestAsync(pipeline, bob, one, default));
        var old = EventId.Of(TimeProvider.System.GetUtcNow() - TimeSpan.FromHours(25), "old");
        var past = await Assert.ThrowsAsync<RefusedException>(() => requests.RequestAsync(pipeline, bob, old, default));
        var random = await Assert.ThrowsAsync<RefusedException>(() => requests.RequestAsync(pipeline, bob, new EventId(Guid.NewGuid()), default));
        await world.WhenIdleAsync();

        Assert.Equal([(first, true), (first, true), (first, true)], [ofKey, again, ofKeyAgain]);
        Assert.Equal(["WEIR7022", "WEIR7022", "WEIR7022"], [other.Failure.Code, past.Failure.Code, random.Failure.Code]);
        Assert.Equal(first, Assert.Single(await world.Environment.Runs.ListAsync(10, default)).Id);
    }

    private static async Task<IReadOnlyList<string>> OutAsync(World world) =>
        [.. (await world.Environment.Objects.ListAsync("out", "", null, 100, default)).Select(o => o.Name.Key)];
}
