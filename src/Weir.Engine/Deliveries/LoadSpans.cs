using System.Diagnostics;

using Weir.Deliveries;
using Weir.Engine.Telemetry;
using Weir.Failures;
using Weir.Loads;

namespace Weir.Engine.Deliveries;

/// <summary>The spans of a load of several files: each in the trace of what brought its file.</summary>
internal sealed class LoadSpans : IDisposable
{
    private readonly IReadOnlyList<Delivery> _deliveries;
    private readonly DateTimeOffset _startedAt;
    private readonly Activity _first;

    private LoadSpans(IReadOnlyList<Delivery> deliveries, DateTimeOffset startedAt, Activity first) =>
        (_deliveries, _startedAt, _first) = (deliveries, startedAt, first);

    /// <summary>Begins them; nothing where nobody listens.</summary>
    public static LoadSpans? Begin(IReadOnlyList<Delivery> deliveries, TimeProvider time) =>
        Traces.BeginDelivery("load", deliveries[0]) is { } first ? new LoadSpans(deliveries, time.GetUtcNow(), first) : null;

    /// <summary>Ends them.</summary>
    /// <param name="records">What became of the files that had not been loaded before.</param>
    public void End(IReadOnlyList<LoadRecord> records)
    {
        var known = records.DistinctBy(record => record.File.Version).ToDictionary(record => record.File.Version);
        Tell(_first, known.GetValueOrDefault(_deliveries[0].Event.Object?.Version ?? 0));
        foreach (var delivery in _deliveries.Skip(1))
        {
            using var span = Traces.BeginDelivery("load", delivery, _startedAt);
            span?.AddLink(new ActivityLink(_first.Context));
            Tell(span, known.GetValueOrDefault(delivery.Event.Object?.Version ?? 0));
        }
    }

    /// <summary>Nothing was loaded.</summary>
    public void Fail(Failure failure) => _first.Fail(failure);

    public void Dispose() => _first.Dispose();

    private static void Tell(Activity? span, LoadRecord? record)
    {
        if (span is not { IsAllDataRequested: true })
        {
            return;
        }

        if (record is null)
        {
            span.SetTag("weir.load.status", "KNOWN");
            return;
        }

        span.SetTag("db.operation.name", "load")
            .SetTag("db.collection.name", record.Table)
            .SetTag("weir.load.id", record.LoadId)
            .SetTag("weir.load.status", record.Status.ToString())
            .SetTag("weir.rows.loaded", record.RowsLoaded)
            .SetTag("weir.rows.quarantined", record.RowsQuarantined);
        if (record.Status == LoadStatus.LoadFailed)
        {
            span.SetStatus(ActivityStatusCode.Error, record.FirstError);
        }
    }
}
