using System.Text.Json;

using Weir.Deliveries;
using Weir.Engine.Events;
using Weir.Events;
using Weir.Local;
using Weir.Notifiers;
using Weir.Tests.Notifications;

namespace Weir.Tests.Flow;

/// <summary>What fails reaches a person, once.</summary>
public sealed class FailureNotificationTests
{
    private const string Yaml =
        """
        project: orders
        on_failure:
          - webhook: { url: URL/all }
        buckets: { raw: {}, out: {} }
        pipelines:
          curate:
            triggers: [{ object_created: raw/orders/* }]
            steps: [{ copy: { from: raw/nothing, to: out/never } }]
          stubborn:
            triggers: [{ object_created: raw/stubborn/* }]
            retry: { max_attempts: 3, interval: 1ms }
            on_failure: [{ webhook: { url: URL/own } }]
            steps: [{ name: try, notify: { command: "echo no; exit 1", message: "hello" } }]
          again:
            triggers: [{ object_created: raw/again/* }]
            steps: [{ schedule: { pipeline: never, in: 1ms, until: success, every: 1ms, max_runs: 3 } }]
          never:
            triggers: [{ manual: true }]
            steps: [{ copy: { from: raw/nothing, to: out/never } }]
        tables:
          t:
            source: raw/t/*.json
            columns: { id: integer }
            tests: [{ sql: SELECT nothing FROM staged }]
          bad:
            source: raw/bad/*.json
            columns: { id: integer }
        reconciliations:
          sides:
            source: { query: "SELECT 1 AS id" }
            target: { query: "SELECT id FROM missing" }
            key: [id]
        """;

    [Fact]
    public async Task A_run_that_is_given_up_is_told_with_all_that_is_known()
    {
        await using var inbox = await HttpInbox.StartAsync();
        await using var world = await StartAsync(inbox);

        await world.PutAsync("raw/orders/1.json", "{}");
        await world.WhenIdleAsync();

        var (path, headers, told) = Assert.Single(inbox.Letters);
        Assert.Equal("/all", path);
        Assert.Equal(headers["Idempotency-Key"], told.GetProperty("id").GetString());
        Assert.Equal(
            ["failure", "orders", "The pipeline curate failed", "curate", "raw/orders/1.json", "copy-1", "1", "WEIR5002"],
            TextsOf(told, "kind", "project", "title", "pipeline", "object", "step", "attempts", "code"));
        Assert.StartsWith("WEIR5002 There is no object 'raw/nothing' to read.\nSee what", told.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal($"weir show {told.GetProperty("run").GetString()}", told.GetProperty("command").GetString());
    }

    [Fact]
    public async Task Retries_tell_nothing_and_a_pipelines_own_list_takes_the_place_of_the_projects()
    {
        await using var inbox = await HttpInbox.StartAsync();
        await using var world = await StartAsync(inbox);

        await world.PutAsync("raw/stubborn/1", "x");
        await world.WhenIdleAsync();

        var (path, _, told) = Assert.Single(inbox.Letters);
        Assert.Equal("/own", path);
        Assert.Equal(["3", "try", "WEIR6701"], TextsOf(told, "attempts", "step", "code"));
        Assert.Equal(3, world.Recorder.Failed.Count);
    }

    [Fact]
    public async Task A_run_that_is_repeated_until_it_succeeds_is_told_once_when_it_is_repeated_no_more()
    {
        await using var inbox = await HttpInbox.StartAsync();
        await using var world = await StartAsync(inbox);

        await world.PutAsync("raw/again/1", "x");
        await world.WhenIdleAsync();

        Assert.Equal([false, false, true], world.Recorder.Failed.Select(failed => failed.GivenUp));
        Assert.Equal("The pipeline never failed", Assert.Single(inbox.Letters).Body.GetProperty("title").GetString());
    }

    [Fact]
    public async Task Loads_that_are_given_up_and_files_that_do_not_fit_are_told()
    {
        await using var inbox = await HttpInbox.StartAsync();
        await using var world = await StartAsync(inbox);

        await world.PutAsync("raw/t/1.json", """{"id":1}""");
        await world.WhenIdleAsync();
        await world.PutAsync("raw/bad/1.json", "no json");
        await world.WhenIdleAsync();

        Assert.Equal(["Loading into t failed", "A file could not be loaded into bad"], inbox.Letters.Select(letter => letter.Body.GetProperty("title").GetString()));
        Assert.Equal(["t", "raw/t/1.json", "WEIR6030", "weir dead-letters"], TextsOf(inbox.Letters[0].Body, "table", "object", "code", "command"));
        Assert.Equal(["bad", "raw/bad/1.json", "weir loads bad"], TextsOf(inbox.Letters[1].Body, "table", "object", "command"));
        Assert.StartsWith("raw/bad/1.json: ", inbox.Letters[1].Body.GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reconciliation_that_is_given_up_is_told()
    {
        await using var inbox = await HttpInbox.StartAsync();
        await using var world = await StartAsync(inbox);
        var fired = new Event { Id = EventId.New(TimeProvider.System), Type = Event.ScheduleFired, Time = DateTimeOffset.UtcNow, Data = "{}" };

        await world.Environment.Events.AppendAsync([new RoutedEvent(fired, [new Subscriber(SubscriberKind.Reconciliation, "sides")])], default);
        await world.WhenIdleAsync();

        Assert.Equal(
            ["The reconciliation sides failed", "sides", "weir dead-letters"],
            TextsOf(Assert.Single(inbox.Letters).Body, "title", "reconciliation", "command"));
    }

    [Fact]
    public async Task Many_failures_are_told_together()
    {
        await using var inbox = await HttpInbox.StartAsync();
        using var allFailed = new ManualResetEventSlim();
        inbox.Answer = _ =>
        {
            allFailed.Wait();
            return 200;
        };
        await using var world = await StartAsync(inbox);
        await world.PutAsync([.. Enumerable.Range(1, 40).Select(number => ($"raw/orders/{number}", "x"u8.ToArray()))]);
        while (world.Recorder.Failed.Count < 40 || await world.Environment.Deliveries.CountOpenAsync(default) != 40)
        {
            await Task.Delay(10);
        }

        allFailed.Set();
        await world.WhenIdleAsync();

        var told = inbox.Letters.Select(letter => letter.Body).ToList();
        Assert.InRange(told.Count, 1, 6);
        var digest = told.First(body => body.GetProperty("kind").GetString() == "failures");
        Assert.EndsWith(" failures", digest.GetProperty("title").GetString(), StringComparison.Ordinal);
        Assert.Equal("weir dead-letters", digest.GetProperty("command").GetString());
    }

    [Fact]
    public async Task Whoever_never_answers_holds_up_nothing_and_is_told_after_a_restart()
    {
        await using var inbox = await HttpInbox.StartAsync();
        inbox.Answer = _ => null;
        var folder = Directory.CreateTempSubdirectory("weir-told-").FullName;
        await using (var world = await StartAsync(inbox, TimeSpan.FromMilliseconds(200), folder))
        {
            await world.PutAsync("raw/orders/1.json", "{}");
            await world.PutAsync("raw/bad/fine.json", """{"id":7}""");
            await world.WhenIdleAsync();

            Assert.Equal(["7"], await world.QueryAsync("SELECT id FROM bad"));
            Assert.Equal(1, await world.Environment.Deliveries.CountOpenAsync(default));
            Assert.Contains(world.Recorder.Failed, failed => failed.Delivery.Subscriber.ToString() == "notification:webhook" && !failed.GivenUp);
        }

        Assert.Empty(inbox.Letters);
        inbox.Answer = _ => 200;
        await using (var world = await StartAsync(inbox, folder: folder))
        {
            await world.WhenIdleAsync();
            Assert.Equal(0, await world.Environment.Deliveries.CountOpenAsync(default));
        }

        Assert.Equal("The pipeline curate failed", Assert.Single(inbox.Letters).Body.GetProperty("title").GetString());
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task What_cannot_be_told_is_a_dead_letter_that_is_told_of_to_nobody_and_has_no_address()
    {
        await using var inbox = await HttpInbox.StartAsync();
        inbox.Answer = _ => 404;
        await using var world = await StartAsync(inbox);

        await world.PutAsync("raw/orders/1.json", "{}");
        await world.WhenIdleAsync();

        var letters = await world.Environment.DeadLetters.ListAsync(9, default);
        Assert.Equal(["notification:webhook", "pipeline:curate"], letters.Select(letter => letter.Subscriber.ToString()));
        Assert.Equal("WEIR6702", letters[0].Failure.Code);
        Assert.DoesNotContain("/all", letters[0].Failure.Message, StringComparison.Ordinal);
        inbox.Answer = _ => 200;
        Assert.Equal(1, await world.Environment.DeadLetters.RedriveAsync([letters[0].DeliveryId], default));
        await world.WhenIdleAsync();
        Assert.Single(inbox.Letters);
    }

    [Fact]
    public async Task Deliveries_for_what_the_project_does_not_have_any_more_are_told_of()
    {
        await using var inbox = await HttpInbox.StartAsync();
        var folder = Directory.CreateTempSubdirectory("weir-told-").FullName;
        await using (var world = await StartAsync(inbox, folder: folder, yaml: Yaml.Replace("on_failure:\n  - webhook: { url: URL/all }\n", "", StringComparison.Ordinal)))
        {
            await world.PutAsync("raw/orders/1.json", "{}");
            await world.WhenIdleAsync();
        }

        // Sent again while nothing runs: the project that still has the pipeline would take it up at once.
        using (var state = await LocalEnvironment.OpenAsync(folder, "local", [], TimeSpan.FromSeconds(5), TimeProvider.System, default))
        {
            Assert.Equal(1, await state.DeadLetters.RedriveAsync(null, default));
        }

        await using (var world = await StartAsync(inbox, folder: folder, yaml: Yaml.Replace("  curate:", "  other:", StringComparison.Ordinal)))
        {
            await world.WhenIdleAsync();
            for (var tries = 0; inbox.Letters.Count == 0 && tries < 1_500; tries++)
            {
                await Task.Delay(20);
            }
        }

        Assert.Contains(inbox.Letters, letter => letter.Body.GetProperty("code").GetString() == "WEIR4013");
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_step_tells_what_it_is_to_tell()
    {
        await using var inbox = await HttpInbox.StartAsync();
        await using var world = await StartAsync(inbox, yaml:
            """
            project: orders
            buckets: { raw: {} }
            pipelines:
              tell:
                triggers: [{ object_created: raw/* }]
                steps:
                  - notify: { slack: { webhook: URL/slack }, message: "{{event.key}} has come\nIt has {{event.size}} bytes" }
            """);

        await world.PutAsync("raw/a.txt", "abc");
        await world.WhenIdleAsync();

        var text = Assert.Single(inbox.Letters).Body.GetProperty("text").GetString()!;
        Assert.StartsWith("*a.txt has come*\npipeline: `tell`\nrun: `run_", text, StringComparison.Ordinal);
        Assert.EndsWith("\nIt has 3 bytes", text, StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> TextsOf(JsonElement told, params string[] names) => [.. names.Select(name => told.GetProperty(name).ToString())];

    private static async Task<World> StartAsync(HttpInbox inbox, TimeSpan? patience = null, string? folder = null, string yaml = Yaml) => await World.StartAsync(
        yaml.Replace("URL", inbox.Url, StringComparison.Ordinal),
        folder,
        change: ports => ports with
        {
            Notifier = new ChannelNotifier(Path.GetTempPath(), new Dictionary<string, object?>()) { Patience = patience ?? TimeSpan.FromSeconds(60) },
        });
}
