using Weir.Dashboard.Pages;
using Weir.Engine.Notifications;
using Weir.Engine.Runs;
using Weir.Events;
using Weir.Runs;
using Weir.Server.Live;
using Weir.Tests.Cli;

namespace Weir.Tests.Dashboard;

/// <summary>News reach whoever looks, soon and not too often, and cost one read for all who look at the same.</summary>
public class LiveTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task An_open_page_hears_of_what_it_shows_and_of_nothing_else()
    {
        using var project = new CliProject();
        project.Write("data.json", "{}");
        await using var pages = await DashboardHost.OpenAsync(project);
        using var end = new CancellationTokenSource(Patience);
        using var stream = await pages.Http.GetStreamAsync(new Uri("/live?topics=loads%20nonsense", UriKind.Relative), end.Token);
        using var reader = new StreamReader(stream);

        var first = await NextAsync(reader, end.Token);
        var landed = await project.RunAsync("put", "data.json", "raw/other/data.json");
        using var acted = await pages.SendAsync("/", "/dead-letters/redrive", ("all", "true"));
        var second = await NextAsync(reader, end.Token);

        Assert.Equal(0, landed.ExitCode);
        Assert.Equal(["0 0", "0 1"], new[] { first, second }.Select(state => state[(state.IndexOf(' ', StringComparison.Ordinal) + 1)..]));
    }

    [Fact]
    public async Task Whoever_looks_is_told_of_runs_that_begin_and_end_here()
    {
        var running = new RunningRuns();
        await using var feed = new LiveFeed(running, TimeProvider.System);
        using var end = new CancellationTokenSource(Patience);
        await using var states = feed.WatchAsync(end.Token).GetAsyncEnumerator(end.Token);
        await states.MoveNextAsync();

        running.Enter(Some);

        Assert.True(await states.MoveNextAsync());
        Assert.EndsWith(" 1 0", states.Current.Of(Topics.Read("runs")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_nobody_looks_any_more_nothing_is_told_and_the_next_one_hears_what_was_missed()
    {
        await using var feed = new LiveFeed(new RunningRuns(), TimeProvider.System);
        using var end = new CancellationTokenSource(Patience);
        await using (var states = feed.WatchAsync(end.Token).GetAsyncEnumerator(end.Token))
        {
            await states.MoveNextAsync();
            Assert.Equal(1, feed.Viewers);
        }

        Assert.Equal(0, feed.Viewers);
        feed.Acted();
        await using var again = feed.WatchAsync(end.Token).GetAsyncEnumerator(end.Token);
        while (await again.MoveNextAsync() && !again.Current.Of(Topics.Read("")).EndsWith(" 1", StringComparison.Ordinal))
        {
        }

        Assert.EndsWith(" 1", again.Current.Of(Topics.Read("")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_recorded_after_it_happened_is_told_when_it_is_recorded()
    {
        await using var feed = new LiveFeed(new RunningRuns(), TimeProvider.System);
        using var end = new CancellationTokenSource(Patience);
        await using var states = feed.WatchAsync(end.Token).GetAsyncEnumerator(end.Token);
        await states.MoveNextAsync();

        ((IFlowObserver)feed).RunEnded(Some);
        var early = states.MoveNextAsync().AsTask();
        await Task.Delay(TimeSpan.FromMilliseconds(300), end.Token);
        Assert.False(early.IsCompleted);
        ((IFlowObserver)feed).Settled(runs: 1, deadLetters: 1);

        Assert.True(await early);
        Assert.EndsWith(" 1 1 1 0", states.Current.Of(Topics.Read("runs deliveries dead-letters")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_somebody_does_by_the_API_or_a_command_is_told_to_every_page()
    {
        using var project = new CliProject("project: told\nbuckets: { raw: {} }\npipelines: { p: { triggers: [{ schedule: \"0 3 * * *\" }], steps: [{ shell: \"true\" }] } }");
        await using var pages = await DashboardHost.OpenAsync(project);
        using var end = new CancellationTokenSource(Patience);
        using var stream = await pages.Http.GetStreamAsync(new Uri("/live?topics=", UriKind.Relative), end.Token);
        using var reader = new StreamReader(stream);
        var first = await NextAsync(reader, end.Token);

        (await project.RunAsync("schedules", "pause", "p")).Fine();
        var second = await NextAsync(reader, end.Token);
        using var refused = await pages.Http.PostAsync(new Uri("/api/v1/schedules/none/pause", UriKind.Relative), null, end.Token);
        using var resumed = await pages.Http.PostAsync(new Uri("/api/v1/schedules/p/resume", UriKind.Relative), null, end.Token);
        var third = await NextAsync(reader, end.Token);

        Assert.Equal(["0", "1", "2"], new[] { first, second, third }.Select(state => state.Split(' ')[^1]));
    }

    [Fact]
    public async Task A_stop_ends_open_pages_without_a_word_in_the_log()
    {
        using var project = new CliProject();
        await using var pages = await DashboardHost.OpenAsync(project);
        using var end = new CancellationTokenSource(Patience);
        using var stream = await pages.Http.GetStreamAsync(new Uri("/live?topics=loads", UriKind.Relative), end.Token);
        using var reader = new StreamReader(stream);
        await NextAsync(reader, end.Token);

        await pages.StopAsync();

        var log = Path.Combine(project.Folder, ".weir", "local", "weir.log");
        Assert.DoesNotContain("/live", File.Exists(log) ? await File.ReadAllTextAsync(log, end.Token) : "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task However_many_look_at_a_page_it_is_made_once_for_each_news()
    {
        await using var feed = new LiveFeed(new RunningRuns(), TimeProvider.System);
        using var end = new CancellationTokenSource(Patience);
        await using var states = feed.WatchAsync(end.Token).GetAsyncEnumerator(end.Token);
        await states.MoveNextAsync();
        var cache = new PageCache(feed);
        var made = 0;

        var first = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => GetAsync()));
        ((IFlowObserver)feed).Loaded([]);
        await states.MoveNextAsync();
        var second = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => GetAsync()));

        Assert.Equal(2, made);
        Assert.Single(first.Distinct());
        Assert.Single(second.Distinct());

        Task<RenderedPage> GetAsync() => cache.GetAsync(
            "/", Topics.Read("loads"), () => Task.FromResult(new RenderedPage(200, [(byte)Interlocked.Increment(ref made)])), end.Token);
    }

    [Fact]
    public async Task While_nobody_listens_pages_are_made_for_each_who_asks()
    {
        await using var feed = new LiveFeed(new RunningRuns(), TimeProvider.System);
        var cache = new PageCache(feed);
        var made = 0;

        await cache.GetAsync("/", [], () => Task.FromResult(new RenderedPage(200, [(byte)++made])), default);
        await cache.GetAsync("/", [], () => Task.FromResult(new RenderedPage(200, [(byte)++made])), default);

        Assert.Equal(2, made);
    }

    private static Run Some => new()
    {
        Id = RunId.New(TimeProvider.System),
        Pipeline = "p",
        EventId = EventId.New(TimeProvider.System),
        Attempt = 1,
        ProjectRevision = "1",
        State = RunState.Running,
        StartedAt = DateTimeOffset.UnixEpoch,
        FinishedAt = DateTimeOffset.UnixEpoch,
    };

    private static async Task<string> NextAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                return line["data: ".Length..];
            }
        }

        throw new EndOfStreamException();
    }
}
