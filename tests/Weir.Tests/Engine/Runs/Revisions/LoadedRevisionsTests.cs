using Weir.Engine.Functions;
using Weir.Engine.Notifications;
using Weir.Engine.Runs.Revisions;
using Weir.Failures;
using Weir.Projects;

namespace Weir.Tests.Engine.Runs.Revisions;

/// <summary>Revisions in memory: each once, and few.</summary>
public sealed class LoadedRevisionsTests
{
    [Fact]
    public async Task Runs_of_one_revision_share_it_and_it_is_read_once()
    {
        var kept = new CountedRevisions();
        await using var loaded = new LoadedRevisions(kept, _ => null!);

        var uses = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => loaded.TakeAsync("r1", default))));
        await Task.WhenAll(uses.Select(use => use.DisposeAsync().AsTask()));
        await (await loaded.TakeAsync("r1", default)).DisposeAsync();

        Assert.Equal(["r1"], kept.Opened);
        Assert.Empty(kept.Closed);
    }

    [Fact]
    public async Task Of_those_that_no_run_goes_on_with_only_the_last_few_stay()
    {
        var kept = new CountedRevisions();
        await using (var loaded = new LoadedRevisions(kept, _ => null!))
        {
            var used = await loaded.TakeAsync("used", default);
            for (var number = 0; number < 20; number++)
            {
                await (await loaded.TakeAsync($"r{number}", default)).DisposeAsync();
                Assert.True(loaded.Count <= LoadedRevisions.MostIdle + 1);
            }

            Assert.Equal(17, kept.Closed.Count);
            Assert.DoesNotContain("used", kept.Closed);

            // The one used longest ago goes first.
            await (await loaded.TakeAsync("r17", default)).DisposeAsync();
            await (await loaded.TakeAsync("r20", default)).DisposeAsync();
            Assert.Equal("r18", kept.Closed[^1]);
            await used.DisposeAsync();
        }

        Assert.Equal(kept.Opened.Order(), kept.Closed.Order());
    }

    [Fact]
    public async Task One_that_could_not_be_read_may_be_the_next_time()
    {
        var kept = new CountedRevisions { IsBroken = true };
        await using var loaded = new LoadedRevisions(kept, _ => null!);
        await Assert.ThrowsAsync<RefusedException>(() => loaded.TakeAsync("r1", default));
        Assert.Equal(0, loaded.Count);

        kept.IsBroken = false;
        await using var use = await loaded.TakeAsync("r1", default);

        Assert.Equal("r1", use.Definition.Revision);
    }

    private sealed class CountedRevisions : IRevisions
    {
        private readonly Lock _gate = new();

        public List<string> Opened { get; } = [];

        public List<string> Closed { get; } = [];

        public bool IsBroken { get; set; }

        public bool Has(string revision) => true;

        public async Task<KeptProject> OpenAsync(string revision, CancellationToken cancellationToken)
        {
            await Task.Yield();
            if (IsBroken)
            {
                throw NoRevisions.Gone(revision);
            }

            lock (_gate)
            {
                Opened.Add(revision);
            }

            return new KeptProject(() =>
            {
                lock (_gate)
                {
                    Closed.Add(revision);
                }

                return ValueTask.CompletedTask;
            })
            {
                Definition = new ProjectDefinition
                {
                    Name = "p",
                    Revision = revision,
                    Buckets = new Dictionary<string, Weir.Buckets.BucketDefinition>(),
                    Pipelines = new Dictionary<string, Weir.Pipelines.PipelineDefinition>(),
                    Tables = new Dictionary<string, Weir.Tables.TableDefinition>(),
                },
                Functions = new NoFunctions(),
                Notifier = new NoNotifier(),
                Scripts = "",
            };
        }

        public Task SweepAsync(DateTimeOffset before, Func<string, CancellationToken, Task<bool>> isNeeded, CancellationToken cancellationToken) =>
            Task.CompletedTask;
    }
}
