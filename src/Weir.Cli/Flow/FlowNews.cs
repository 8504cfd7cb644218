using Weir.Deliveries;
using Weir.Failures;
using Weir.Reconciliations;
using Weir.Tables;

namespace Weir.Cli.Flow;

/// <summary>What happened between two looks.</summary>
/// <param name="Progress">Loads and runs, summed up for each table and pipeline.</param>
/// <param name="Changes">What changed about the schemas of tables.</param>
/// <param name="Reconciled">Reconciliations that were made because it was time.</param>
/// <param name="Failures">Attempts that failed.</param>
/// <param name="MoreFailures">How many more failed.</param>
/// <param name="Obstacles">What work began to wait for.</param>
/// <param name="Notices">What whoever runs it should know.</param>
internal sealed record FlowNews(
    IReadOnlyDictionary<Subscriber, Tally> Progress,
    IReadOnlyList<SchemaChange> Changes,
    IReadOnlyList<ReconciliationRecord> Reconciled,
    IReadOnlyList<FailedAttempt> Failures,
    long MoreFailures,
    IReadOnlyList<Failure> Obstacles,
    IReadOnlyList<Failure> Notices);
