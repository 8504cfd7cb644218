namespace Weir.Server.Operations;

/// <summary>Something that is said to a run that goes on.</summary>
/// <param name="Run">Which run.</param>
/// <param name="Word"><c>cancel</c>, <c>pause</c>, <c>resume</c>, <c>approve</c> or <c>reject</c>.</param>
/// <param name="Step">The step that an answer is for; the only one that waits for an answer when none.</param>
/// <param name="Comment">Why; none when nothing was given.</param>
/// <param name="By">Who says it.</param>
internal sealed record RunWord(string Run, string Word, string? Step, string? Comment, string? By)
{
    /// <summary>What can be said, and what that does.</summary>
    public static IReadOnlyList<(string Word, string About)> All { get; } =
    [
        ("cancel", "Ends a run that goes on."),
        ("pause", "Pauses a run: what is under way ends first."),
        ("resume", "Lets a run go on that is paused, or waits for a time."),
        ("approve", "Lets a run go on that waits for a person."),
        ("reject", "Fails the step of a run that waits for a person."),
    ];
}
