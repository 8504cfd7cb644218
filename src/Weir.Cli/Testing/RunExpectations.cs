using System.Text.Json;

using Weir.Runs;
using Weir.Testing;

namespace Weir.Cli.Testing;

/// <summary>Looks whether the runs are those that a test expects.</summary>
/// <param name="world">Where they were made.</param>
/// <param name="runs">All of them.</param>
internal sealed class RunExpectations(TestWorld world, IReadOnlyList<Run> runs)
{
    private readonly Dictionary<RunId, IReadOnlyList<StepRecord>> _steps = [];

    /// <returns>What is otherwise.</returns>
    public async Task<IReadOnlyList<TestDifference>> LookAsync(IReadOnlyList<ExpectedRun> expected, CancellationToken cancellationToken)
    {
        var differences = new List<TestDifference>();
        foreach (var of in expected.GroupBy(run => run.Pipeline, StringComparer.Ordinal))
        {
            var found = runs.Where(run => run.Pipeline == of.Key).Reverse().ToList();
            foreach (var run in found)
            {
                _steps[run.Id] = await world.Local.Runs.StepsAsync(run.Id, cancellationToken);
            }

            var wanted = of.SelectMany(run => Enumerable.Repeat(run, run.Count)).ToList();
            var (missing, more) = Pairing.Of(wanted.Count, found.Count, (at, other) => WhyNot(wanted[at], found[other]) is null);
            if (missing.Count > 0 || more.Count > 0)
            {
                differences.Add(new TestDifference(missing.Count > 0 ? wanted[missing[0]].Line : of.First().Line, $"runs of {of.Key}")
                {
                    Expected = [.. missing.Select(at => Shown(wanted[at])), .. wanted.Count == 0 ? ["none"] : Array.Empty<string>()],
                    Found = [.. more.Select(at => Shown(found[at], missing.Select(other => WhyNot(wanted[other], found[at])).FirstOrDefault(why => why is not null))), .. found.Count == 0 ? ["no run"] : Array.Empty<string>()],
                    Hint = HintFor(more.Select(at => found[at])),
                });
            }
        }

        return differences;
    }

    /// <summary>Runs that failed, or are tried again, of pipelines of which a test says nothing.</summary>
    public IEnumerable<TestDifference> Unexpected(IReadOnlySet<string> named, int line) => runs
        .Where(run => run.State is RunState.Failed or RunState.Retrying && !named.Contains(run.Pipeline))
        .Select(run => new TestDifference(line, $"a run of {run.Pipeline} failed, and the test does not expect it") { Found = [Shown(run, null)], Hint = HintFor([run]) });

    private static string? HintFor(IEnumerable<Run> found) =>
        found.Any(run => run.State == RunState.Retrying) ? "A run that failed is tried again later: let the time pass with - advance: until_idle"
        : found.Any(run => run is { State: RunState.Waiting, WakeAt: not null }) ? "The run waits: let the time pass with - advance: 10m or - advance: until_idle"
        : null;

    /// <summary>Why a run is none that is expected; none when it is one.</summary>
    private string? WhyNot(ExpectedRun expected, Run found)
    {
        if (expected.State != found.State)
        {
            return "";
        }

        if (expected.FailedStep is { } step && step != found.FailedStep)
        {
            return "";
        }

        if (expected.Error is { } error && $"{found.Failure?.Code} {found.Failure?.Message}".Contains(error, StringComparison.Ordinal) is false)
        {
            return "";
        }

        return expected.Steps.Select(wanted => WhyNot(wanted.Key, wanted.Value, _steps[found.Id])).FirstOrDefault(why => why is not null);
    }

    private static string? WhyNot(string name, ExpectedStep expected, IReadOnlyList<StepRecord> steps)
    {
        var last = steps.LastOrDefault(step => step.Step == name);
        var state = last is null ? "not_run" : last.State.ToString().ToLowerInvariant();
        if (expected.State is { } wanted && wanted != state)
        {
            return $"step {name} {state}";
        }

        if (expected.Outputs is not { } outputs)
        {
            return null;
        }

        var differences = JsonDifference.Between(JsonElement.Parse(outputs), JsonElement.Parse(last?.Output ?? "null"), isWhole: false);
        return differences.Count == 0 ? null : $"step {name}, outputs {string.Join(", ", differences.Select(difference => $"{difference.Path}: {difference.Found}"))}";
    }

    private static string Shown(ExpectedRun run) => string.Join(
        "",
        [
            Word(run.State),
            run.FailedStep is { } step ? $" at {step}" : "",
            run.Error is { } error ? $": {error}" : "",
            .. run.Steps.Select(each => $", step {each.Key}{(each.Value.State is { } state ? $" {state}" : "")}{(each.Value.Outputs is { } outputs ? $", outputs {outputs}" : "")}"),
        ]);

    private static string Shown(Run run, string? why) =>
        $"{Word(run.State)}{(run.FailedStep is { } step ? $" at {step}" : "")}{(run.Failure is { } failure ? $": {failure.Code} {failure.Message}" : "")}{(why is { Length: > 0 } ? $", {why}" : "")}";

    private static string Word(RunState state) => state.ToString().ToLowerInvariant();
}
