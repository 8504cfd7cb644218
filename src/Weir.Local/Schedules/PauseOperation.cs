using Weir.Deliveries;
using Weir.Local.State;

namespace Weir.Local.Schedules;

/// <summary>Pauses somebody's schedules, or lets them go on.</summary>
internal sealed class PauseOperation(Subscriber subscriber, DateTimeOffset? since, CancellationToken cancellationToken)
    : WriteOperation(weight: 1, cancellationToken)
{
    public override void Write(StateTables tables, StateCounters counters) => tables.Schedules.Pause(subscriber, since);
}
