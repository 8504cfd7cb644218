namespace Weir.Server.Operations.Uploads;

/// <summary>What became of an object that landed.</summary>
/// <param name="File">The object.</param>
/// <param name="IsCurrent">Whether its name still means this version.</param>
/// <param name="EventId">The event that told of it; none when that is too long ago.</param>
/// <param name="Takers">Who got it: pipelines and tables. Empty: nobody wants it.</param>
/// <param name="Waiting">How many of these are not done with it yet.</param>
/// <param name="DeadLetters">How many of them gave up.</param>
/// <param name="WaitingAfter">How many of those who get what its runs sent are not done with that yet.</param>
/// <param name="DeadLettersAfter">How many of those gave up.</param>
/// <param name="Runs">The runs that it started, as far as they have begun, and those that these started in turn: a hundred at the most.</param>
/// <param name="IsWhole">Whether all that followed is here: not when it was more than a hundred runs, or a thousand events of theirs.</param>
/// <param name="Loads">What was loaded of it, and of what its runs wrote.</param>
internal sealed record ObjectTrail(
    ListedObject File,
    bool IsCurrent,
    string? EventId,
    IReadOnlyList<string> Takers,
    int Waiting,
    int DeadLetters,
    int WaitingAfter,
    int DeadLettersAfter,
    IReadOnlyList<ListedRun> Runs,
    bool IsWhole,
    IReadOnlyList<ListedLoad> Loads);
