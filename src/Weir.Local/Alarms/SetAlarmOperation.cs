using Weir.Engine.Triggers.Alarms;
using Weir.Local.State;

namespace Weir.Local.Alarms;

/// <summary>Sets how an alarm stands.</summary>
internal sealed class SetAlarmOperation(string name, AlarmMark mark, CancellationToken cancellationToken)
    : WriteOperation(weight: 1, cancellationToken)
{
    public override void Write(StateTables tables, StateCounters counters) => tables.Alarms.Set(name, mark);
}
