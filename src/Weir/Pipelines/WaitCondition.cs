using Weir.Templates;

namespace Weir.Pipelines;

/// <summary>What a step waits for. A closed family.</summary>
public abstract record WaitCondition
{
    private WaitCondition()
    {
    }

    /// <summary>Some time.</summary>
    /// <param name="Duration">How long, such as <c>10m</c>, once it is filled in.</param>
    public sealed record For(Template Duration) : WaitCondition;

    /// <summary>A moment.</summary>
    /// <param name="Time">Which, such as <c>2026-01-31T08:05:00Z</c>, once it is filled in. One that is past is not waited for.</param>
    public sealed record Until(Template Time) : WaitCondition;

    /// <summary>An object that is there.</summary>
    /// <param name="Name">Which, as <c>bucket/key</c>.</param>
    /// <param name="Every">How often to look.</param>
    public sealed record Landed(Template Name, TimeSpan Every) : WaitCondition;

    /// <summary>A query that says yes: the first value of its first row is neither absent, empty, false nor 0.</summary>
    /// <param name="Query">The SQL.</param>
    /// <param name="Connection">The connection that it is for; the warehouse when null.</param>
    /// <param name="Every">How often to ask.</param>
    public sealed record Answered(Template Query, string? Connection, TimeSpan Every) : WaitCondition;
}
