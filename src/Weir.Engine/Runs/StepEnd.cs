using Weir.Failures;

namespace Weir.Engine.Runs;

/// <summary>How a step, or a number of steps, came out of an attempt. A closed family.</summary>
internal abstract record StepEnd
{
    private StepEnd()
    {
    }

    /// <summary>There is nothing more to do.</summary>
    public sealed record Finished : StepEnd
    {
        public static Finished Instance { get; } = new();
    }

    /// <summary>It goes on later.</summary>
    /// <param name="Until">When; none when a signal is waited for.</param>
    public sealed record Waiting(DateTimeOffset? Until) : StepEnd;

    /// <summary>Something outside is unavailable; it is to be tried again as if nothing had been tried.</summary>
    /// <param name="Step">What could not be done.</param>
    /// <param name="Error">What is unavailable.</param>
    public sealed record Interrupted(string Step, WeirException Error) : StepEnd;

    /// <summary>It failed.</summary>
    /// <param name="Step">What failed.</param>
    /// <param name="Error">Why.</param>
    /// <param name="IsFinal">Whether it had tries of its own, and used them up.</param>
    public sealed record Failed(string Step, Exception Error, bool IsFinal) : StepEnd;

    /// <summary>Somebody ended it.</summary>
    public sealed record Cancelled : StepEnd
    {
        public static Cancelled Instance { get; } = new();
    }

    /// <summary>Whether nothing more is to be begun beside it.</summary>
    public bool Stops => this is Interrupted or Failed or Cancelled;

    /// <summary>How several came out together: the worst of them, and of those that wait the first to go on.</summary>
    public static StepEnd Of(IEnumerable<StepEnd> ends)
    {
        StepEnd of = Finished.Instance;
        foreach (var end in ends)
        {
            of = (of, end) switch
            {
                (Waiting one, Waiting other) => new Waiting(Earlier(one.Until, other.Until)),
                (Failed one, Failed other) => one.IsFinal || !other.IsFinal ? one : other,
                _ => Rank(end) > Rank(of) ? end : of,
            };
        }

        return of;
    }

    /// <summary>The earlier of two times, of which none is never.</summary>
    public static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other < one ? other : one;

    private static int Rank(StepEnd end) => end switch
    {
        Cancelled => 4,
        Failed => 3,
        Interrupted => 2,
        Waiting => 1,
        _ => 0,
    };
}
