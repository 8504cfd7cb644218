using Weir.Deliveries;
using Weir.Engine.Notifications;
using Weir.Engine.Runs;
using Weir.Failures;
using Weir.Runs;

namespace Weir.Engine.Deliveries;

/// <summary>Gives up deliveries for pipelines, tables and reconciliations that the project does not have any more.</summary>
/// <param name="known">Those that the project has.</param>
/// <param name="projectRevision">The content hash of the project.</param>
/// <param name="queue">Where the deliveries wait.</param>
/// <param name="backlog">Who ever had some.</param>
/// <param name="observer">Who is told.</param>
/// <param name="time">The clock.</param>
internal sealed class StrayPump(
    IReadOnlyCollection<Subscriber> known, string projectRevision, IDeliveryQueue queue, IBacklog backlog, IFlowObserver observer, TimeProvider time)
{
    private const int Batch = 1_000;

    private static readonly TimeSpan LeaseFor = TimeSpan.FromMinutes(2);

    private readonly PatientQueue _patient = new(queue, observer, time);
    private IReadOnlyList<Subscriber>? _strays;

    /// <returns>False when nothing was due.</returns>
    public async Task<bool> PumpAsync(CancellationToken cancellationToken)
    {
        var any = false;
        foreach (var stray in await StraysAsync(cancellationToken))
        {
            var deliveries = await queue.LeaseAsync(stray, Batch, LeaseFor, cancellationToken);
            if (deliveries.Count > 0)
            {
                any = true;
                await GiveUpAsync(deliveries, cancellationToken);
            }
        }

        return any;
    }

    /// <summary>Completes when one of them has something due, such as after a redrive.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        var strays = await StraysAsync(cancellationToken);
        using var others = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny([
            Task.Delay(Timeout.InfiniteTimeSpan, time, others.Token), .. strays.Select(stray => queue.WaitAsync(stray, others.Token))]);
        await others.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    private static Failure NoSubscriber(Subscriber stray) => new(
        "WEIR4013",
        $"The project has no {stray.Noun} '{stray.Name}' any more.",
        "Declare it again, then 'weir dead-letters --redrive'; or leave it: dead letters go after the time of 'retention'.");

    /// <summary>The run of a pipeline may have waited: it has ended, and who awaits it is told.</summary>
    private Settlement GivenUp(Delivery delivery)
    {
        var spent = new Settlement(delivery with { Attempt = delivery.Attempt - 1 }, new DeliveryOutcome.DeadLettered(NoSubscriber(delivery.Subscriber)));
        if (delivery.Subscriber.Kind != SubscriberKind.Pipeline)
        {
            return spent;
        }

        var run = new Run
        {
            Id = RunId.Of(delivery.Event.Id, delivery.Subscriber.Name),
            Pipeline = delivery.Subscriber.Name,
            EventId = delivery.Event.Id,
            Attempt = spent.Delivery.Attempt,
            ProjectRevision = projectRevision,
            State = RunState.Failed,
            StartedAt = time.GetUtcNow(),
            FinishedAt = time.GetUtcNow(),
            Failure = NoSubscriber(delivery.Subscriber),
        };
        return spent with { Run = run, Signals = RunEvents.AwaitedBy(run, delivery) is { } word ? [word] : [] };
    }

    /// <summary>Who is new gets deliveries only if the project has it, so it is enough to ask once.</summary>
    private async Task<IReadOnlyList<Subscriber>> StraysAsync(CancellationToken cancellationToken) =>
        _strays ??= [.. (await backlog.ListSubscribersAsync(cancellationToken)).Except(known)];

    private async Task GiveUpAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken)
    {
        var settlements = deliveries.Select(GivenUp).ToList();
        await _patient.SettleAsync(settlements, cancellationToken);
        foreach (var (delivery, _, _) in settlements)
        {
            observer.DeliveryFailed(delivery, NoSubscriber(delivery.Subscriber), givenUp: true);
        }
    }
}
