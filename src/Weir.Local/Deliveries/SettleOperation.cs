using System.Diagnostics;

using Weir.Deliveries;
using Weir.Engine.Deliveries;
using Weir.Events;
using Weir.Local.State;

namespace Weir.Local.Deliveries;

/// <summary>Ends leases by how the attempts ended, with the runs they made.</summary>
internal sealed class SettleOperation(
    List<(Settlement Settlement, OpenDelivery Delivery, SubscriberQueue Queue)> ended,
    DateTimeOffset now,
    Action posted,
    SignalledRuns signals,
    CancellationToken cancellationToken) : WriteOperation(ended.Count, cancellationToken)
{
    private readonly SentSignals _sent = new(signals);
    private readonly Dictionary<long, DateTimeOffset> _suspended = [];

    public override void Write(StateTables tables, StateCounters counters)
    {
        // The word may come twice: what is said to have failed when the disk refused may have been written all the same.
        var isNew = true;
        _sent.Clear();
        for (var at = 0; at < ended.Count; at++)
        {
            var (settlement, delivery, queue) = ended[at];
            var attempt = settlement.Delivery.Attempt;
            switch (settlement.Outcome)
            {
                case DeliveryOutcome.Done when IsWithLast(at):
                    break;
                case DeliveryOutcome.Done:
                    isNew = Delete(tables, counters, queue, delivery.Id, LastOf(at));
                    break;
                case DeliveryOutcome.Retry retry:
                    tables.Deliveries.Postpone(queue.Number, delivery.Id, attempt, now + retry.After, retry.After);
                    isNew = true;
                    break;
                case DeliveryOutcome.Snoozed snoozed:
                    tables.Deliveries.Postpone(queue.Number, delivery.Id, attempt - 1, now + snoozed.For, snoozed.For);
                    isNew = true;
                    break;
                case DeliveryOutcome.Suspended suspended:
                    Suspend(tables, counters, ended[at], suspended);
                    isNew = true;
                    break;
                case DeliveryOutcome.DeadLettered given:
                    isNew = Delete(tables, counters, queue, delivery.Id, delivery.Id);
                    if (isNew)
                    {
                        tables.DeadLetters.Insert(delivery.Id, queue.Number, delivery.Position, attempt, given.Failure, now);
                    }

                    break;
                default:
                    throw new UnreachableException(settlement.Outcome.ToString());
            }

            if (isNew)
            {
                if (settlement.Run is { } run)
                {
                    tables.Runs.Put(run, delivery.Id);
                    _sent.Write(settlement.Signals, now, tables, counters);
                    if (settlement.Outcome is DeliveryOutcome.Done or DeliveryOutcome.DeadLettered)
                    {
                        _sent.Forget(run.Id, settlement.Outcome is DeliveryOutcome.Done, tables);
                    }
                }

                Post(settlement.Told, tables, counters);
            }

            foreach (var step in settlement.Steps)
            {
                tables.RunSteps.Insert(step);
            }

            if (settlement is { Outcome: DeliveryOutcome.DeadLettered, Run: { } givenUp })
            {
                tables.RunSteps.Unpin(givenUp.Id);
            }
        }
    }

    public override void Publish()
    {
        if (ended.Any(each => each.Settlement.Told.Count > 0))
        {
            posted();
        }

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
                case DeliveryOutcome.Suspended:
                    queue.Suspend(delivery, settlement.Delivery.Attempt - 1, _suspended[delivery.Id]);
                    break;
                default:
                    queue.Remove(delivery);
                    break;
            }
        }

        _sent.Publish();
    }

    public override void Abandon()
    {
        foreach (var (_, delivery, queue) in ended)
        {
            queue.CancelSettling(delivery);
        }
    }

    /// <summary>Whoever waits for a word, and has it already, does not wait.</summary>
    private void Suspend(
        StateTables tables, StateCounters counters, (Settlement Settlement, OpenDelivery Delivery, SubscriberQueue Queue) ended, DeliveryOutcome.Suspended suspended)
    {
        var hasWord = ended.Settlement.Run is { } run && tables.Signals.AnyAfter(run.Id, suspended.Seen);
        var due = hasWord ? now : suspended.Until ?? DeliveryTable.Never;
        tables.Deliveries.Postpone(ended.Queue.Number, ended.Delivery.Id, ended.Settlement.Delivery.Attempt - 1, due, TimeSpan.Zero);
        _suspended[ended.Delivery.Id] = due;
        counters.Open -= due == DeliveryTable.Never ? 1 : 0;
    }

    private static void Post(IReadOnlyList<Event> events, StateTables tables, StateCounters counters)
    {
        foreach (var told in events)
        {
            if (tables.Outbox.Insert(told))
            {
                counters.Posted++;
            }
        }
    }

    private static bool Delete(StateTables tables, StateCounters counters, SubscriberQueue queue, long first, long last)
    {
        var deleted = tables.Deliveries.Delete(queue.Number, first, last);
        counters.Open -= deleted;
        return deleted > 0;
    }

    /// <summary>Deliveries that follow one another in number and in the batch are deleted by one statement, which costs far less.</summary>
    private bool IsWithLast(int at) =>
        at > 0
        && ended[at].Delivery.Id == ended[at - 1].Delivery.Id + 1
        && ended[at].Queue == ended[at - 1].Queue
        && ended[at - 1].Settlement.Outcome is DeliveryOutcome.Done
        && ended[at].Settlement.Outcome is DeliveryOutcome.Done;

    private long LastOf(int at)
    {
        var last = at;
        while (last + 1 < ended.Count && IsWithLast(last + 1))
        {
            last++;
        }

        return ended[last].Delivery.Id;
    }
}
