using System.Collections.Concurrent;

using Weir.Buckets;
using Weir.Engine.Objects;
using Weir.Engine.Outbox;
using Weir.Engine.Telemetry;
using Weir.Events;
using Weir.Failures;

namespace Weir.Engine.Steps;

/// <summary>The objects that one step lands: all of them at once when it is posted, or none.</summary>
internal sealed class StepOutput(
    IObjectWriter writer, IOutbox outbox, TimeProvider time, StepContext context, ObjectName source) : IAsyncDisposable
{
    private readonly ConcurrentQueue<StoredObject> _staged = new();
    private bool _settled;

    /// <summary>Makes content durable that nobody sees yet. May be called from several threads.</summary>
    /// <exception cref="RefusedException">WEIR5003: the object would land on the one it comes from.</exception>
    public async Task StageAsync(ObjectName name, Stream content, CancellationToken cancellationToken)
    {
        if (name == source || context.OwnVersion(name) is not null)
        {
            throw new RefusedException(new Failure(
                "WEIR5003",
                $"'{name}' would land on {(name == source ? "itself" : "the object that started the run")}, and so start the next run for ever.",
                "Name another bucket, or a folder that the pipeline's triggers do not match."));
        }

        _staged.Enqueue(await writer.StageAsync(name, content, cancellationToken));
    }

    /// <summary>Lands what was staged: durable and seen by all, with an event each.</summary>
    public async Task PostAsync(CancellationToken cancellationToken)
    {
        if (_staged.IsEmpty)
        {
            return;
        }

        var placed = await writer.PlaceAsync([.. _staged], cancellationToken);
        _settled = true;
        var now = time.GetUtcNow();

        // Cancelling a commit would leave open whether the objects landed.
        await outbox.PostAsync([.. placed.Select(o => ObjectCreated(o, now))], CancellationToken.None);
    }

    /// <summary>Drops what was staged and did not land.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_settled && !_staged.IsEmpty)
        {
            await writer.DiscardAsync([.. _staged], CancellationToken.None);
        }
    }

    private Event ObjectCreated(StoredObject landed, DateTimeOffset now) => new()
    {
        Id = EventId.New(time),
        Type = Event.ObjectCreated,
        Time = now,
        Object = landed,
        EmittedBy = context.RunId,
        Generation = context.Event.Generation + 1,
        Trace = Traces.After(context.Event),
    };
}
