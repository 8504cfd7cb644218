using Weir.Runs;

namespace Weir.Engine.Runs;

/// <summary>Which runs are looked for.</summary>
internal sealed record RunQuery
{
    /// <summary>Only of this pipeline.</summary>
    public string? Pipeline { get; init; }

    /// <summary>Only in this state.</summary>
    public RunState? State { get; init; }

    /// <summary>Only those that started then or later.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Only those that started before.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Only those with this text, in any case, in id, pipeline, failed step, error, or the key of their object.</summary>
    public string? Text { get; init; }

    /// <summary>Only of these tenants; of all, and of none, when null.</summary>
    public IReadOnlyList<string>? Tenants { get; init; }

    /// <summary>Where the last page ended.</summary>
    public RunMark? After { get; init; }

    /// <summary>How many runs the page has at the most.</summary>
    public required int Limit { get; init; }

    /// <summary>Whether a run fits, as far as its own record tells.</summary>
    public bool Fits(Run run) =>
        (Pipeline is null || run.Pipeline == Pipeline)
        && (State is null || run.State == State)
        && !(run.StartedAt < Since)
        && !(run.StartedAt >= Until)
        && (Tenants is null || (run.Tenant is { } tenant && Tenants.Contains(tenant)));

    /// <summary>Whether the text is in a run's record; the key of its object is not.</summary>
    public static bool Holds(Run run, string text) =>
        run.Pipeline.Contains(text, StringComparison.OrdinalIgnoreCase)
        || run.Id.ToString().Contains(text, StringComparison.OrdinalIgnoreCase)
        || run.FailedStep?.Contains(text, StringComparison.OrdinalIgnoreCase) == true
        || run.Failure?.Code.Contains(text, StringComparison.OrdinalIgnoreCase) == true
        || run.Failure?.Message.Contains(text, StringComparison.OrdinalIgnoreCase) == true;
}
