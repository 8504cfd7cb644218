using Weir.Events;
using Weir.Reconciliations;

namespace Weir.Engine.Warehouses;

/// <summary>The event that tells what a reconciliation found.</summary>
internal static class ReconciliationEvents
{
    /// <param name="record">What was found, with its number.</param>
    public static Event Of(ReconciliationRecord record) => new()
    {
        Id = EventId.Of(record.FinishedAt, FormattableString.Invariant($"{Event.ReconciliationFinished}/{record.Name}/{record.Id}")),
        Type = Event.ReconciliationFinished,
        Time = record.FinishedAt,
        Data = EventData.Of(
            ("reconciliation", record.Name),
            ("record", record.Id),
            ("outcome", record.Outcome),
            ("source_rows", record.SourceRows),
            ("target_rows", record.TargetRows),
            ("missing_in_target", record.Counts.GetValueOrDefault(DifferenceKind.MissingInTarget)),
            ("missing_in_source", record.Counts.GetValueOrDefault(DifferenceKind.MissingInSource)),
            ("differing", record.Counts.GetValueOrDefault(DifferenceKind.Differs)),
            ("duplicates", record.Counts.GetValueOrDefault(DifferenceKind.Duplicate)),
            ("verified_through", record.VerifiedThrough)),
    };
}
