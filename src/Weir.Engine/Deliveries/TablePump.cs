using Weir.Deliveries;
using Weir.Engine.Loads;
using Weir.Engine.Notifications;
using Weir.Engine.Runs;
using Weir.Failures;
using Weir.Tables;

namespace Weir.Engine.Deliveries;

/// <summary>Takes all due deliveries of one table, loads their files in as few transactions as is sensible, and settles them.</summary>
internal sealed class TablePump(
    TableDefinition table,
    string projectRevision,
    IDeliveryQueue queue,
    Loader loader,
    Isolation isolation,
    IFlowObserver observer,
    TimeProvider time)
{
    /// <summary>Deliveries of one turn. A batch of thousands costs little more than a batch of one.</summary>
    private const int Batch = 10_000;

    /// <summary>Bytes of files in one load, so that a long queue of large files becomes visible bit by bit.</summary>
    private const long LoadSize = 256L << 20;

    private static readonly TimeSpan LeaseFor = TimeSpan.FromMinutes(2);

    private readonly PatientQueue _patient = new(queue, observer, time);

    public Subscriber Subscriber { get; } = new(SubscriberKind.Table, table.Name);

    /// <returns>False when nothing was due.</returns>
    public async Task<bool> PumpAsync(CancellationToken cancellationToken)
    {
        var deliveries = await queue.LeaseAsync(Subscriber, Batch, LeaseFor, cancellationToken);
        if (deliveries.Count == 0)
        {
            return false;
        }

        await using var keeper = new LeaseKeeper(queue, deliveries, LeaseFor, time);
        foreach (var group in GroupsOf(await WithoutSpentAsync(deliveries, cancellationToken)))
        {
            using (await isolation.EnterAsync(Caution.IsAlone(group[0]), cancellationToken))
            {
                await WorkAsync(group, cancellationToken);
            }
        }

        return true;
    }

    private static IEnumerable<IReadOnlyList<Delivery>> GroupsOf(IReadOnlyList<Delivery> deliveries)
    {
        var group = new List<Delivery>();
        var size = 0L;
        foreach (var delivery in Caution.Sort(deliveries))
        {
            var next = delivery.Event.Object?.Size ?? 0;
            if (group.Count > 0 && (size + next > LoadSize || group.Count >= Caution.CompanyOf(delivery)))
            {
                yield return group;
                group = [];
                size = 0;
            }

            group.Add(delivery);
            size += next;
        }

        if (group.Count > 0)
        {
            yield return group;
        }
    }

    private async Task<IReadOnlyList<Delivery>> WithoutSpentAsync(
        IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken)
    {
        var spent = deliveries.Select(d => Caution.GiveUp(d, table.Retry)).OfType<Settlement>().ToList();
        if (spent.Count == 0)
        {
            return deliveries;
        }

        await _patient.GiveUpAsync(spent, cancellationToken);
        return [.. deliveries.Where(d => Caution.GiveUp(d, table.Retry) is null)];
    }

    private async Task WorkAsync(IReadOnlyList<Delivery> group, CancellationToken cancellationToken)
    {
        try
        {
            await _patient.BeginAsync(group, cancellationToken);
            await LoadAsync(group, cancellationToken);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // Those of it that are settled already are not touched.
            await _patient.GiveBackAsync(group);
            throw;
        }
    }

    /// <summary>Loads a group. When one file spoils it, its halves are loaded apart, so that only that file pays.</summary>
    private async Task LoadAsync(IReadOnlyList<Delivery> group, CancellationToken cancellationToken)
    {
        using var spans = LoadSpans.Begin(group, time);
        try
        {
            var records = await loader.LoadAsync(table, [.. group.Select(d => d.Event)], projectRevision, cancellationToken);
            spans?.End(records);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            spans?.Fail(RunFailure.Of(error));
            if (group.Count > 1 && error is not WeirException { IsTransient: true })
            {
                var half = group.Count / 2;
                await LoadAsync([.. group.Take(half)], cancellationToken);
                await LoadAsync([.. group.Skip(half)], cancellationToken);
                return;
            }

            await _patient.SettleAsync([.. group.Select(d => SettlementOf(d, error))], cancellationToken);
            return;
        }

        await _patient.SettleAsync([.. group.Select(d => new Settlement(d, new DeliveryOutcome.Done()))], cancellationToken);
    }

    private Settlement SettlementOf(Delivery delivery, Exception error)
    {
        var outcome = Verdict.Of(delivery, error, table.Retry, Random.Shared.NextDouble());
        if (outcome is DeliveryOutcome.Snoozed snoozed)
        {
            observer.Waiting(snoozed.Failure);
        }
        else
        {
            observer.DeliveryFailed(delivery, RunFailure.Of(error), outcome is DeliveryOutcome.DeadLettered);
        }

        return new Settlement(delivery, outcome);
    }
}
