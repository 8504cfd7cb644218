using Weir.Failures;
using Weir.Server.Operations;

namespace Weir.Cli.Flow;

/// <summary>One happening of a running flow, as programs read it; only what belongs to it is there.</summary>
internal sealed record FlowEvent(DateTimeOffset Time, string Event)
{
    public string? Project { get; init; }

    public string? Revision { get; init; }

    public string? Socket { get; init; }

    public string? Address { get; init; }

    public string? Web { get; init; }

    public string? S3Endpoint { get; init; }

    public ListedObject? Object { get; init; }

    public ListedRun? Run { get; init; }

    public ListedLoad? Load { get; init; }

    public ListedChange? Change { get; init; }

    public ReportedReconciliation? Reconciliation { get; init; }

    public string? Subscriber { get; init; }

    public int? Attempt { get; init; }

    public bool? GivenUp { get; init; }

    public long? DeadLetters { get; init; }

    public Failure? Failure { get; init; }
}
