using System.Threading.Channels;

using Weir.Buckets;
using Weir.Cli.Rendering;
using Weir.Cli.Terminals;
using Weir.Deliveries;
using Weir.Engine.Notifications;
using Weir.Failures;
using Weir.Loads;
using Weir.Projects;
using Weir.Reconciliations;
using Weir.Runs;
using Weir.Server.Operations;
using Weir.Tables;

namespace Weir.Cli.Flow;

/// <summary>Prints every happening as an object on a line of its own.</summary>
internal sealed class FlowJsonLines(Terminal terminal) : IFlowObserver
{
    private readonly Channel<FlowEvent> _events = Channel.CreateUnbounded<FlowEvent>(new() { SingleReader = true });

    /// <summary>Prints until it is cancelled, and then what happened last.</summary>
    public async Task PrintAsync(CancellationToken cancellationToken)
    {
        do
        {
            await WaitAsync(cancellationToken);
            while (_events.Reader.TryRead(out var next))
            {
                RecordPrinter.PrintJson(terminal, next, FlowJson.Default.FlowEvent);
            }

            await terminal.Out.FlushAsync(CancellationToken.None);
        }
        while (!cancellationToken.IsCancellationRequested);
    }

    public void Ready(ProjectDefinition project, string socket, string? address, string? web, string? s3) =>
        Add(New("ready") with { Project = project.Name, Revision = project.Revision, Socket = socket, Address = address, Web = web, S3Endpoint = s3 });

    public void Landed(IReadOnlyList<StoredObject> objects)
    {
        foreach (var landed in objects)
        {
            Add(New("landed") with { Object = ListedObject.Of(landed) });
        }
    }

    public void RunEnded(Run run) => Add(New("run_ended") with { Run = ListedRun.Of(run) });

    public void Loaded(IReadOnlyList<LoadRecord> records)
    {
        foreach (var record in records)
        {
            Add(New("loaded") with { Load = ListedLoad.Of(record) });
        }
    }

    public void SchemaChanged(IReadOnlyList<SchemaChange> changes)
    {
        foreach (var change in changes)
        {
            Add(New("schema_changed") with { Change = ListedChange.Of(change) });
        }
    }

    public void Reconciled(ReconciliationRecord record) =>
        Add(New("reconciled") with { Reconciliation = ReportedReconciliation.Of(record, limit: 0) });

    public void DeliveryFailed(Delivery delivery, Failure failure, bool givenUp) => Add(New("delivery_failed") with
    {
        Subscriber = delivery.Subscriber.ToString(),
        Object = delivery.Event.Object is { } about ? ListedObject.Of(about) : null,
        Attempt = delivery.Attempt,
        GivenUp = givenUp,
        Failure = failure,
    });

    public void Waiting(Failure failure) => Add(New("waiting") with { Failure = failure });

    public void Noticed(Failure notice) => Add(New("notice") with { Failure = notice });

    /// <summary>Tells how many dead letters stand, if any.</summary>
    public void Stand(long deadLetters)
    {
        if (deadLetters > 0)
        {
            Add(New("dead_letters") with { DeadLetters = deadLetters });
        }
    }

    private FlowEvent New(string what) => new(terminal.Time.GetUtcNow(), what);

    private void Add(FlowEvent happening) => _events.Writer.TryWrite(happening);

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _events.Reader.WaitToReadAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The flow has stopped.
        }
    }
}
