using System.Globalization;
using System.Text.Json.Nodes;

using Weir.Engine.Steps;
using Weir.Failures;
using Weir.Pipelines;

namespace Weir.Engine.Runs;

/// <summary>A step that is done several times: with each combination of a matrix, or for each item of a list.</summary>
internal sealed class FanOut
{
    /// <summary>The most that is kept of what all have left, in characters. Each is kept by itself, whatever they come to together.</summary>
    private const int MostOutput = 4 << 20;

    private readonly IReadOnlyList<string> _paths;
    private readonly Func<string, RunProgress, JsonNode?> _outputOf;
    private readonly Func<int, Task<StepEnd>> _begin;
    private readonly int _maxParallel;
    private readonly bool _failFast;

    private FanOut(
        IReadOnlyList<string> paths, int maxParallel, bool failFast, Func<int, Task<StepEnd>> begin, Func<string, RunProgress, JsonNode?> outputOf) =>
        (_paths, _maxParallel, _failFast, _begin, _outputOf) = (paths, maxParallel, failFast, begin, outputOf);

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

    /// <summary>
    /// What each has left, as a list in JSON: of a combination what the step left, of an item an object with what each of the steps left. Those
    /// that left nothing, or did not come to it, have null.
    /// </summary>
    public StepAnswer AnswerOf(RunProgress progress)
    {
        var outputs = _paths.Select(path => _outputOf(path, progress)).ToArray();
        if (Array.TrueForAll(outputs, output => output is null))
        {
            return StepAnswer.None;
        }

        var list = new JsonArray(outputs).ToJsonString();
        return list.Length <= MostOutput
            ? new StepAnswer(list, null)
            : new StepAnswer(null, string.Create(CultureInfo.InvariantCulture, $"what all have left is {list.Length:N0} characters, and is not kept as a list: that has {MostOutput:N0} at the most"));
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
            one(once with { Name = paths[at] }, paths[at], scope.With("matrix", entries[at].Values)), OutputOf);
    }

    private static FanOut OfItems(StepDefinition.ForEach each, string path, StepScope scope, List list)
    {
        var items = ItemList.Of(each.In, scope.Values, $"'in' of the step '{path}'");
        var paths = items.Select((_, at) => StepPath.Within(path, at + 1, "")).ToList();
        return new FanOut(paths, each.MaxParallel, each.FailFast, at =>
            list(each.Steps, scope.With(each.As, items[at]).With($"{each.As}_number", (long)(at + 1)).Inner(), name => paths[at] + name), OutputOfItem);

        JsonNode? OutputOfItem(string path, RunProgress progress)
        {
            var left = each.Steps.Select(inner => KeyValuePair.Create(inner.Name, OutputOf(path + inner.Name, progress))).Where(output => output.Value is not null).ToList();
            return left.Count == 0 ? null : new JsonObject(left);
        }
    }

    private static JsonNode? OutputOf(string path, RunProgress progress) => progress.LastOf(path)?.Output is { } output ? JsonNode.Parse(output) : null;
}
