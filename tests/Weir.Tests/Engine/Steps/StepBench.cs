using Weir.Buckets;
using Weir.Engine.Functions;
using Weir.Engine.Steps;
using Weir.Events;
using Weir.Failures;
using Weir.Pipelines;
using Weir.Project.Expressions;
using Weir.Runs;

namespace Weir.Tests.Engine.Steps;

/// <summary>Steps over buckets in memory, started by the landing of an object.</summary>
internal sealed class StepBench
{
    private readonly StepExecutor _executor;

    public StepBench() => _executor = new StepExecutor(new StepPorts(Buckets, Buckets, Buckets, Buckets, Buckets, Buckets, TimeProvider.System), new NoFunctions(), TimeProvider.System);

    public InMemoryBuckets Buckets { get; } = new();

    public static StepDefinition Copy(string from, string to) =>
        new StepDefinition.Copy(Reading(from), Reading(to)) { Name = "copy-1" };

    public static StepDefinition Move(string from, string to) =>
        new StepDefinition.Move(Reading(from), Reading(to)) { Name = "move-1" };

    public static StepDefinition Delete(string target) =>
        new StepDefinition.Delete(Reading(target)) { Name = "delete-1" };

    public static StepDefinition Unzip(string from, string to, ArchiveLimits? limits = null) =>
        new StepDefinition.Unzip(Reading(from), Reading(to), limits ?? ArchiveLimits.Default) { Name = "unzip-1" };

    public static Event LandingOf(StoredObject landed) =>
        new() { Id = EventId.New(TimeProvider.System), Type = Event.ObjectCreated, Time = landed.LandedAt, Object = landed };

    public Task RunAsync(StoredObject landed, StepDefinition step)
    {
        var started = LandingOf(landed);
        var context = new StepContext(RunId.New(TimeProvider.System), started, EventScope.Of(started));
        return _executor.ExecuteAsync(step, context, CancellationToken.None);
    }

    /// <summary>A step that lets time pass.</summary>
    public static StepDefinition.Wait Wait(string duration) => new(new WaitCondition.For(Reading(duration))) { Name = "wait" };

    private static HandlebarsTemplate Reading(string text) => HandlebarsTemplate.Read(text, TemplateNames.OfSteps, out _)!;

    /// <summary>The code that a step is refused with. Nothing may have landed or be left behind.</summary>
    public async Task<Failure> RefusalAsync(StoredObject landed, StepDefinition step)
    {
        var before = Buckets.Names;
        var refused = await Assert.ThrowsAsync<RefusedException>(() => RunAsync(landed, step));
        Assert.Equal(before, Buckets.Names);
        Assert.Equal(0, Buckets.Leftovers);
        Assert.Empty(Buckets.Posted);
        Assert.False(string.IsNullOrWhiteSpace(refused.Failure.Hint));
        return refused.Failure;
    }
}
