using System.Collections.Concurrent;

using Weir.Engine.Steps;
using Weir.Runs;

namespace Weir.Engine.Runs;

/// <summary>What the templates of steps may name: what the run is about, and what the steps before have come to.</summary>
internal sealed class StepScope
{
    private readonly ConcurrentDictionary<string, object?> _steps;

    /// <param name="values">What the run is about.</param>
    public StepScope(IReadOnlyDictionary<string, object?> values)
        : this(values, new ConcurrentDictionary<string, object?>(StringComparer.Ordinal))
    {
    }

    private StepScope(IReadOnlyDictionary<string, object?> values, ConcurrentDictionary<string, object?> steps)
    {
        _steps = steps;
        Values = new Dictionary<string, object?>(values, StringComparer.Ordinal) { ["steps"] = steps };
    }

    /// <summary>All of it, by name.</summary>
    public IReadOnlyDictionary<string, object?> Values { get; }

    /// <summary>The same, and one thing more, for one step.</summary>
    public StepScope With(string name, object? value) => new(new Dictionary<string, object?>(Values, StringComparer.Ordinal) { [name] = value }, _steps);

    /// <summary>The same for a list of steps within a step: what they come to, only they know.</summary>
    public StepScope Inner() => new(Values, new ConcurrentDictionary<string, object?>(_steps, StringComparer.Ordinal));

    /// <summary>The same at the end of a run, which may name under <c>run</c> how its steps came out.</summary>
    public StepScope Closing(StepEnd body)
    {
        var run = new Dictionary<string, object?>((IReadOnlyDictionary<string, object?>)Values["run"]!, StringComparer.Ordinal)
        {
            ["state"] = body switch { StepEnd.Finished => "succeeded", StepEnd.Cancelled => "cancelled", _ => "failed" },
            ["failed_step"] = (body as StepEnd.Failed)?.Step ?? "",
            ["error"] = body is StepEnd.Failed failed && RunFailure.Of(failed.Error) is var failure ? $"{failure.Code} {failure.Message}" : "",
        };
        return With("run", run);
    }

    /// <summary>Lets the steps that follow name how a step has ended.</summary>
    /// <param name="step">Its name.</param>
    /// <param name="record">How it ended.</param>
    public void Note(string step, StepRecord record) => _steps[step] = new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["state"] = StateOf(record.State),
        ["error"] = record.Failure is { } failure ? $"{failure.Code} {failure.Message}" : "",
        ["outputs"] = record.Output is { } output ? ScopeValue.Of(output) : null,
    };

    private static string StateOf(StepState state) => state switch
    {
        StepState.Succeeded => "succeeded",
        StepState.Skipped => "skipped",
        _ => "failed",
    };
}
