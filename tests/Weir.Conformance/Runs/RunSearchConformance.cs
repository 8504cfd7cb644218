using Weir.Deliveries;
using Weir.Engine.Deliveries;
using Weir.Engine.Runs;
using Weir.Failures;
using Weir.Runs;

namespace Weir.Conformance.Runs;

/// <summary>What <see cref="IRunSearch"/> promises.</summary>
public abstract class RunSearchConformance : ConformanceSuite
{
    private static readonly string[] Pipelines = ["copy", "curate", "unzip"];

    private static readonly RunState[] States = [.. Enum.GetValues<RunState>().Where(state => state != RunState.Running)];

    private protected RunSearchConformance(Backend backend)
        : base(backend)
    {
    }

    [Fact]
    public async Task Pages_that_follow_one_another_have_every_run_that_fits_once_those_that_started_last_first()
    {
        var runs = await AddAsync(120);
        var noon = Backend.Time.GetUtcNow();
        RunQuery[] queries =
        [
            new() { Limit = 7 },
            new() { Limit = 1_000 },
            new() { Limit = 5, Pipeline = "curate" },
            new() { Limit = 3, Pipeline = "none" },
            new() { Limit = 4, Since = noon.AddMinutes(5), Until = noon.AddMinutes(12) },
            new() { Limit = 1, Text = "NO SUCH thing" },
            new() { Limit = 6, Text = "unz" },
            new() { Limit = 6, Text = runs[3].Id.ToString() },
            new() { Limit = 6, Text = runs[3].Id.ToString(), Until = noon },
            new() { Limit = 2, Tenants = ["acme"] },
            new() { Limit = 2, Tenants = [] },
            .. States.Select(state => new RunQuery { Limit = 3, State = state }),
            .. States.Select(state => new RunQuery { Limit = 2, State = state, Pipeline = "copy", Since = noon.AddMinutes(2) }),
        ];
        foreach (var query in queries)
        {
            Assert.Equal(
                runs.Where(run => query.Fits(run) && (query.Text is null || RunQuery.Holds(run, query.Text))).Select(run => (run.StartedAt, run.Id)),
                (await PagesAsync(query)).Select(run => (run.StartedAt, run.Id)));
        }
    }

    [Fact]
    public async Task A_run_is_found_by_the_key_of_its_object()
    {
        await PutAsync("raw", "orders/Eleven.json", [1], Copy);
        var delivery = await LeaseOneAsync(Copy);
        await Backend.Queue.SettleAsync([new Settlement(delivery, new DeliveryOutcome.Done(), RunOf(delivery, "copy", RunState.Succeeded, 0))], None);

        Assert.Single(await PagesAsync(new RunQuery { Limit = 5, Text = "orders/eleven" }));
        Assert.Empty(await PagesAsync(new RunQuery { Limit = 5, Text = "orders/twelve" }));
    }

    [Fact]
    public async Task A_run_that_changes_its_state_is_found_by_the_new_one_alone()
    {
        await AppendAsync(Copy);
        var delivery = await LeaseOneAsync(Copy);
        var run = RunOf(delivery, "copy", RunState.Retrying, 0);
        await Backend.Queue.SettleAsync([new Settlement(delivery, new DeliveryOutcome.Retry(Minute, run.Failure!), run)], None);
        Backend.Time.Advance(Minute);
        await Backend.Queue.SettleAsync(
            [new Settlement(await LeaseOneAsync(Copy), new DeliveryOutcome.Done(), run with { State = RunState.Succeeded, Failure = null, FailedStep = null })], None);

        Assert.Empty(await PagesAsync(new RunQuery { Limit = 5, State = RunState.Retrying }));
        Assert.Single(await PagesAsync(new RunQuery { Limit = 5, State = RunState.Succeeded }));
    }

    /// <summary>Runs of several pipelines, some of which started at once, in the order in which they are to be found.</summary>
    private async Task<List<Run>> AddAsync(int count)
    {
        var runs = new List<Run>();
        for (var number = 0; number < count; number++)
        {
            await AppendAsync(Copy);
            var delivery = await LeaseOneAsync(Copy);
            var run = RunOf(delivery, Pipelines[number % 3], States[number * 7 % States.Length], number * 13 % 20);
            await Backend.Queue.SettleAsync([new Settlement(delivery, new DeliveryOutcome.Done(), run)], None);
            runs.Insert(0, run);
        }

        return [.. runs.OrderByDescending(run => run.StartedAt)];
    }

    private async Task<List<Run>> PagesAsync(RunQuery query)
    {
        var found = new List<Run>();
        do
        {
            var page = await Backend.RunSearch.SearchAsync(query, None);
            Assert.InRange(page.Runs.Count, 0, query.Limit);
            found.AddRange(page.Runs.Select(run => run.Run));
            query = query with { After = page.Next };
        }
        while (query.After is not null);
        return found;
    }

    private Run RunOf(Delivery delivery, string pipeline, RunState state, int minutes) => new()
    {
        Id = RunId.Of(delivery.Event.Id, pipeline),
        Pipeline = pipeline,
        EventId = delivery.Event.Id,
        Attempt = delivery.Attempt,
        ProjectRevision = "abc",
        State = state,
        StartedAt = Backend.Time.GetUtcNow().AddMinutes(minutes),
        FinishedAt = Backend.Time.GetUtcNow().AddMinutes(minutes + 1),
        FailedStep = state == RunState.Succeeded ? null : "unzip",
        Failure = state == RunState.Succeeded ? null : new Failure("WEIR5001", "No."),
        Tenant = minutes % 3 == 0 ? "acme" : null,
    };
}
