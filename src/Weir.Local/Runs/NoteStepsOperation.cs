using Weir.Local.State;
using Weir.Runs;

namespace Weir.Local.Runs;

/// <summary>Notes how steps of a run that goes on have ended.</summary>
internal sealed class NoteStepsOperation(IReadOnlyList<StepRecord> steps, CancellationToken cancellationToken)
    : WriteOperation(steps.Count, cancellationToken)
{
    public override void Write(StateTables tables, StateCounters counters)
    {
        foreach (var step in steps)
        {
            tables.RunSteps.Insert(step);
        }
    }
}
