using Weir.Engine.Triggers.Schedules;
using Weir.Local.State;

namespace Weir.Local.Schedules;

/// <summary>Sets how far a schedule has come.</summary>
internal sealed class SetMarkOperation(string name, ScheduleMark mark, CancellationToken cancellationToken)
    : WriteOperation(weight: 1, cancellationToken)
{
    public override void Write(StateTables tables, StateCounters counters) => tables.Schedules.Set(name, mark);
}
