using System.Text.Json.Nodes;

using Weir.Failures;
using Weir.Pipelines;

namespace Weir.Engine.Runs;

/// <summary>A step that is done several times: with each combination of a matrix, or for each item of a list.</summary>
internal sealed class FanOut
{
    private readonly IReadOnlyList<string> _paths;
    private readonly Func<int, Task<StepEnd>> _begin;
    private readonly int _maxParallel;
    private readonly bool _failFast;

    private FanOut(
        IReadOnlyList<string> paths, int maxParallel, bool failFast, Func<int, Task<StepEnd>> begin) =>
        (_paths, _maxParallel, _failFast, _begin) = (paths, maxParallel, failFast, begin);

    /// <summary>Does a step once, for one combination: the step, what it is recorded under, and what its templates may name.</summary>
    public delegate Task<StepEnd> One(StepDefinition step, string path, StepScope scope);

    /// <summary>Does the steps of a list, for one item: the steps, what they may name, and what each is recorded under.</summary>
    public delegate Task<StepEnd> List(IReadOnlyList<StepDefinition> steps, StepScope scope, Func<string, string> pathOf);

    /// <summary>Takes a step apart.</summary>
    /// <param name="step">The step.</param>
    /// <param name="path">What it is recorded under.</param>
    /// <param name="scope">What its templates may name.</param>
    /// <param name="one">Does a part that is a step.</param>
    /// <param name="list">Does a part that is a list of steps.</param>
    /// <returns>None when it is done once.</returns>
    /// <exception cref="RefusedException">WEIR5034: what was to be a list is none. WEIR5035: it is too long.</exception>
    public static FanOut? Of(StepDefinition step, string path, StepScope scope, One one, List list) => step switch
    {
        { Control.Strategy: { } strategy } => OfMatrix(step, strategy, path, scope, one),
        StepDefinition.ForEach each => OfItems(each, path, scope, list),
        _ => null,
    };

    public Task<StepEnd> RunAsync(RunAttempt attempt) =>
        new StepGraph(attempt, _paths.Count) { MaxParallel = _maxParallel, StopsOnFailure = _failFast }.RunAsync(_begin);

    /// <summary>What each has left, as a list in JSON; none when none has left anything.</summary>
    public string? OutputOf(RunProgress progress)
    {
        var outputs = _paths.Select(path => progress.LastOf(path)?.Output).ToList();
        return outputs.All(output => output is null)
            ? null
            : new JsonArray([.. outputs.Select(output => output is null ? null : JsonNode.Parse(output))]).ToJsonString();
    }

    private static FanOut OfMatrix(StepDefinition step, StrategyDefinition strategy, string path, StepScope scope, One one)
    {
        var entries = Matrix.EntriesOf(strategy, scope.Values);
        var once = step with
        {
            Control = step.Control with { If = null, Needs = null, Strategy = null, ContinueOnError = false },
        };
        var paths = entries.Select(entry => StepPath.WithValues(path, entry.Label)).ToList();
        return new FanOut(paths, strategy.MaxParallel, strategy.FailFast, at =>
            one(once with { Name = paths[at] }, paths[at], scope.With("matrix", entries[at].Values)));
    }

    private static FanOut OfItems(StepDefinition.ForEach each, string path, StepScope scope, List list)
    {
        var items = ItemList.Of(each.In, scope.Values, $"'in' of the step '{path}'");
        var paths = items.Select((_, at) => StepPath.Within(path, at + 1, "")).ToList();
        return new FanOut(paths, each.MaxParallel, each.FailFast, at =>
            list(each.Steps, scope.With(each.As, items[at]).With($"{each.As}_number", (long)(at + 1)).Inner(), name => paths[at] + name));
    }
}
