using Weir.Engine.Events;
using Weir.Engine.Triggers.Requests;
using Weir.Events;
using Weir.Runs;

namespace Weir.Tests.Flow;

/// <summary>What else than objects starts runs: other runs, loads, messages, people.</summary>
public sealed class TriggerTests
{
    private const string Yaml =
        """
        project: triggers
        buckets:
          raw: {}
          out: {}
        tables:
          things:
            source: raw/things/*.json
            columns: { id: { type: bigint } }
        pipelines:
          asked:
            triggers: [{ manual: true }]
            retry: { max_attempts: 1 }
            inputs:
              who: { required: true }
              count: { type: integer, default: 3 }
              full: { type: boolean, default: false }
            steps: [{ copy: { from: "raw/{{inputs.who}}.txt", to: "out/asked/{{inputs.who}} {{inputs.count}} {{inputs.full}}" } }]
          after-good:
            triggers: [{ after: asked }]
            steps: [{ copy: { from: raw/it.txt, to: "out/good/{{event.pipeline}} {{event.outcome}}" } }]
          after-bad:
            triggers: [{ after: asked, on: failure }]
            steps: [{ copy: { from: raw/it.txt, to: "out/bad/{{event.failed_step}} {{event.failure}}" } }]
          loaded:
            triggers: [{ load: THINGS }]
            steps: [{ copy: { from: raw/it.txt, to: "out/loaded/{{event.table}} {{event.rows}} of {{event.files}}" } }]
          told:
            triggers: [{ message: orders-approved }]
            steps: [{ copy: { from: raw/it.txt, to: "out/told/{{event.topic}} {{event.message.id}} {{event.message.by.name}} {{event.message.list}}" } }]
        """;

    [Fact]
    public async Task Somebody_asks_for_a_run_with_inputs_and_other_pipelines_hear_of_its_end()
    {
        await using var world = await StartAsync();

        await AskAsync(world, ("who", "it"), ("count", "+7"));
        await AskAsync(world, ("who", "nobody"));
        await world.WhenIdleAsync();

        Assert.Equal(
            [
                "asked/it 7 false",
                "bad/copy-1 WEIR5002 There is no object 'raw/nobody.txt' to read.",
                "good/asked success",
            ],
            await OutAsync(world));
        var runs = await world.Environment.Runs.ListAsync(10, default);
        Assert.Equal([RunState.Succeeded, RunState.Failed], runs.Where(run => run.Pipeline == "asked").Select(run => run.State).Order());
    }

    [Fact]
    public async Task A_run_that_is_taken_up_again_tells_of_its_end_once_more()
    {
        await using var world = await StartAsync();
        await AskAsync(world, ("who", "late"));
        await world.WhenIdleAsync();

        await world.PutAsync("raw/late.txt", "late");
        Assert.Equal(1, await world.Environment.DeadLetters.RedriveAsync(null, default));
        await world.WhenIdleAsync();

        Assert.Equal(
            ["asked/late 3 false", "bad/copy-1 WEIR5002 There is no object 'raw/late.txt' to read.", "good/asked success"],
            await OutAsync(world));
    }

    [Fact]
    public async Task Rows_in_a_table_start_a_pipeline_once_for_each_load()
    {
        await using var world = await StartAsync();

        await world.PutAsync(("raw/things/1.json", """{"id":1}"""u8.ToArray()), ("raw/things/2.json", """[{"id":2},{"id":3}]"""u8.ToArray()));
        await world.WhenIdleAsync();
        await world.PutAsync("raw/things/2.json", """[{"id":2},{"id":3}]""");
        await world.PutAsync("raw/things/3.json", """{"id":"x"}""");
        await world.WhenIdleAsync();

        Assert.Equal(3, await SumAsync(world));
        Assert.Equal(["0"], await world.QueryAsync("SELECT count(*) FROM weir.outbox"));
        Assert.Equal(["3"], await world.QueryAsync("SELECT count(*) FROM things"));
    }

    [Fact]
    public async Task A_message_goes_to_those_who_wait_for_its_topic()
    {
        await using var world = await StartAsync();
        var requests = new MessageRequests(world.Environment.Events, new Weir.Engine.Events.Router(world.Project), TimeProvider.System);

        var heard = await requests.PublishAsync("orders-approved", """{"id":7,"by":{"name":"Ann"},"list":[1,2]}""", default);
        var unheard = await requests.PublishAsync("orders-refused", "just text", default);
        await world.WhenIdleAsync();

        Assert.Equal(["told"], heard.Subscribers.Select(subscriber => subscriber.Name));
        Assert.Empty(unheard.Subscribers);
        Assert.Equal(["told/orders-approved 7 Ann [1,2]"], await OutAsync(world));
        Assert.Equal("""{"topic":"orders-refused","message":"just text"}""", (await world.Environment.Events.ListAsync(9, null, default)).First(e => e.Event.Id == unheard.Event.Id).Event.Data);
    }

    [Theory]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]")]
    public async Task A_message_of_json_that_nobody_can_read_is_a_text(string message)
    {
        await using var world = await World.StartAsync(
            """
            project: messages
            buckets: { raw: {}, out: {} }
            pipelines:
              hear:
                triggers: [{ message: news }]
                steps: [{ copy: { from: raw/it.txt, to: "out/{{event.message}}" } }]
            """);
        var requests = new MessageRequests(world.Environment.Events, new Weir.Engine.Events.Router(world.Project), TimeProvider.System);
        await world.PutAsync("raw/it.txt", "it");

        await requests.PublishAsync("news", message, default);
        await world.WhenIdleAsync();

        Assert.Equal([message], await OutAsync(world));
    }

    [Fact]
    public async Task A_step_publishes_once_for_each_run_however_often_the_run_is_tried()
    {
        await using var world = await World.StartAsync(
            """
            project: messages
            buckets: { raw: {}, out: {} }
            pipelines:
              tell:
                triggers: [{ object_created: raw/orders/* }]
                retry: { max_attempts: 3, interval: 1ms }
                steps:
                  - publish: { topic: landed, message: { name: "{{event.stem}}", by: ["{{event.bucket}}", 7, true] } }
                  - copy: { from: raw/nothing, to: out/never }
              hear:
                triggers: [{ message: landed }]
                steps: [{ copy: { from: raw/it.txt, to: "out/{{event.message.name}} {{event.message.by}}" } }]
            """);
        await world.PutAsync("raw/it.txt", "it");

        await world.PutAsync("raw/orders/7.json", "{}");
        await world.WhenIdleAsync();
        Assert.Equal(1, await world.Environment.DeadLetters.RedriveAsync(null, default));
        await world.WhenIdleAsync();

        Assert.Equal(["""7 ["raw",7,true]"""], await OutAsync(world));
        Assert.Single(await world.Environment.Events.ListAsync(100, null, default), logged => logged.Event.Type == Event.MessagePublished);
    }

    [Fact]
    public async Task Loads_and_runs_that_lead_to_one_another_come_to_an_end()
    {
        await using var world = await World.StartAsync(
            """
            project: circle
            buckets: { raw: {} }
            tables:
              things:
                source: raw/*.json
                columns: { id: { type: bigint } }
            pipelines:
              again:
                triggers: [{ load: things }]
                retry: { max_attempts: 1 }
                steps: [{ export: { query: "SELECT 1 AS id", to: "raw/{{event.load_id}}.json" } }]
            """);

        await world.PutAsync("raw/first.json", """{"id":1}""");
        await world.WhenIdleAsync();

        var letter = Assert.Single(await world.Environment.DeadLetters.ListAsync(10, default));
        Assert.Equal("WEIR4014", letter.Failure.Code);
        Assert.Equal(["101"], await world.QueryAsync("SELECT count(*) FROM things"));
        Assert.Contains(await world.Environment.Runs.ListAsync(1, default), run => run is { State: RunState.Failed, Failure.Code: "WEIR4014" });
    }

    private static async Task<World> StartAsync()
    {
        var world = await World.StartAsync(Yaml);
        await world.PutAsync("raw/it.txt", "it");
        return world;
    }

    private static Task AskAsync(World world, params IReadOnlyList<(string Name, string Value)> inputs) =>
        new RunRequests(world.Environment.Events, new Router(world.Project), TimeProvider.System).RequestAsync(
            world.Project.Pipelines["asked"], inputs.ToDictionary(input => input.Name, input => input.Value), asked: null, default);

    private static async Task<IReadOnlyList<string>> OutAsync(World world) =>
        [.. (await world.Environment.Objects.ListAsync("out", "", null, 100, default)).Select(o => o.Name.Key)];

    /// <summary>The rows that events of loads told of.</summary>
    private static async Task<long> SumAsync(World world) => (await world.Environment.Events.ListAsync(100, null, default))
        .Where(logged => logged.Event.Type == Event.TableLoaded)
        .Sum(logged => System.Text.Json.JsonElement.Parse(logged.Event.Data!).GetProperty("rows").GetInt64());
}
