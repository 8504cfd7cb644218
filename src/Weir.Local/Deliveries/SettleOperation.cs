using System.Diagnostics;

using Weir.Deliveries;
using Weir.Engine.Deliveries;
using Weir.Local.State;

namespace Weir.Local.Deliveries;

/// <summary>Ends leases by how the attempts ended, with the runs they made.</summary>
internal sealed class SettleOperation(
    List<(Settlement Settlement, OpenDelivery Delivery, SubscriberQueue Queue)> ended,
    DateTimeOffset now,
    CancellationToken cancellationToken) : WriteOperation(ended.Count, cancellationToken)
{
    public override void Write(StateTables tables, StateCounters counters)
    {
        foreach (var (settlement, delivery, queue) in ended)
        {
            var attempt = settlement.Delivery.Attempt;
            switch (settlement.Outcome)
            {
                case DeliveryOutcome.Done:
                    Delete(tables, counters, delivery, queue);
                    break;
                case DeliveryOutcome.Retry retry:
                    tables.Deliveries.Postpone(queue.Number, delivery.Id, attempt, now + retry.After, retry.After);
                    break;
                case DeliveryOutcome.Snoozed snoozed:
                    tables.Deliveries.Postpone(queue.Number, delivery.Id, attempt - 1, now + snoozed.For, snoozed.For);
                    break;
                case DeliveryOutcome.DeadLettered given:
                    Delete(tables, counters, delivery, queue);
                    tables.DeadLetters.Insert(delivery.Id, queue.Number, delivery.Position, attempt, given.Failure, now);
                    break;
                default:
                    throw new UnreachableException(settlement.Outcome.ToString());
            }

            if (settlement.Run is { } run)
            {
                tables.Runs.Insert(run);
            }
        }
    }

    public override void Publish()
    {
        foreach (var (settlement, delivery, queue) in ended)
        {
            switch (settlement.Outcome)
            {
                case DeliveryOutcome.Retry retry:
                    queue.Postpone(delivery, settlement.Delivery.Attempt, retry.After);
                    break;
                case DeliveryOutcome.Snoozed snoozed:
                    queue.Postpone(delivery, settlement.Delivery.Attempt - 1, snoozed.For);
                    break;
                default:
                    queue.Remove(delivery);
                    break;
            }
        }
    }

    public override void Abandon()
    {
        foreach (var (_, delivery, queue) in ended)
        {
            queue.CancelSettling(delivery);
        }
    }

    private static void Delete(StateTables tables, StateCounters counters, OpenDelivery delivery, SubscriberQueue queue)
    {
        if (tables.Deliveries.Delete(queue.Number, delivery.Id))
        {
            counters.Open--;
        }
    }
}
