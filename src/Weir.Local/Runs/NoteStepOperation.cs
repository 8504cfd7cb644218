using Weir.Local.State;
using Weir.Runs;

namespace Weir.Local.Runs;

/// <summary>Notes how a step of a run that goes on has ended.</summary>
internal sealed class NoteStepOperation(StepRecord step, CancellationToken cancellationToken) : WriteOperation(1, cancellationToken)
{
    public override void Write(StateTables tables, StateCounters counters) => tables.RunSteps.Insert(step);
}
