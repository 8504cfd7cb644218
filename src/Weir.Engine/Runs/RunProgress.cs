using Weir.Deliveries;
using Weir.Engine.Steps;
using Weir.Runs;

namespace Weir.Engine.Runs;

/// <summary>How far a run has come: what earlier attempts left, and what this one adds.</summary>
internal sealed class RunProgress
{
    private readonly RunId _run;
    private readonly Delivery _delivery;
    private readonly IRunLog _log;
    private readonly RunClock _clock;
    private readonly HashSet<string> _finished = [];
    private readonly List<StepRecord> _unsaved = [];
    private readonly Dictionary<string, object?> _outputs = new(StringComparer.Ordinal);
    private int _count;

    private RunProgress(RunId run, Delivery delivery, IRunLog log, RunClock clock, IReadOnlyList<StepRecord> earlier)
    {
        (_run, _delivery, _log, _clock, _count) = (run, delivery, log, clock, earlier.Count);
        foreach (var step in earlier.Where(step => step.State == StepState.Succeeded))
        {
            Finish(step);
        }

        StartedAt = earlier.Count > 0 ? earlier[0].StartedAt : clock.Now;

        // Nothing was said of the step that followed: it may have been under way when the process died.
        CrashedAfter = delivery.MayBeLost && earlier is [.., { State: StepState.Succeeded or StepState.Crashed } last] ? last : null;
    }

    /// <summary>When the first attempt started, as far as is known.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>What this attempt added and is not durable yet.</summary>
    public IReadOnlyList<StepRecord> Unsaved => _unsaved;

    /// <summary>The outputs of the steps that have ended well, by the name of each, as templates know them: each under <c>outputs</c>.</summary>
    public IReadOnlyDictionary<string, object?> Outputs => _outputs;

    private StepRecord? CrashedAfter { get; set; }

    /// <summary>Reads what earlier attempts left. A delivery that nobody began has left nothing.</summary>
    public static async Task<RunProgress> ReadAsync(
        RunId run, Delivery delivery, IRunLog log, RunClock clock, CancellationToken cancellationToken) =>
        new(run, delivery, log, clock, delivery.MayHaveBegun ? await log.StepsAsync(run, cancellationToken) : []);

    /// <summary>Whether the step has ended well, now or in an earlier attempt.</summary>
    public bool HasFinished(string step) => _finished.Contains(step);

    /// <summary>Makes what was added durable before a step starts.</summary>
    /// <exception cref="Weir.Failures.UnavailableException">The store cannot take it for now; it stays unsaved.</exception>
    public async Task SaveBeforeAsync(string step, CancellationToken cancellationToken)
    {
        if (CrashedAfter is { } last)
        {
            CrashedAfter = null;
            Add(step, StepState.Crashed, last.FinishedAt, StepAnswer.None);
        }

        while (_unsaved.Count > 0)
        {
            await _log.NoteAsync(_unsaved[0], cancellationToken);
            _unsaved.RemoveAt(0);
        }
    }

    /// <summary>Adds how a step ended.</summary>
    public void Add(string step, StepState state, DateTimeOffset startedAt, StepAnswer answer)
    {
        var record = new StepRecord
        {
            RunId = _run,
            Number = ++_count,
            Step = step,
            Attempt = _delivery.Attempt,
            State = state,
            StartedAt = startedAt,
            FinishedAt = _clock.Now,
            Output = answer.Output,
            Log = answer.Log,
        };
        _unsaved.Add(record);
        if (state == StepState.Succeeded)
        {
            Finish(record);
        }
    }

    private void Finish(StepRecord step)
    {
        _finished.Add(step.Step);
        if (step.Output is { } output)
        {
            _outputs[step.Step] = new Dictionary<string, object?>(StringComparer.Ordinal) { ["outputs"] = ScopeValue.Of(output) };
        }
    }
}
