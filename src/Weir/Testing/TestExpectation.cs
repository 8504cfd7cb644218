namespace Weir.Testing;

/// <summary>What is expected at a moment of a test. Nothing is expected of what is null.</summary>
public sealed record TestExpectation
{
    /// <summary>The runs: of every pipeline that is named, these and no others.</summary>
    public IReadOnlyList<ExpectedRun>? Runs { get; init; }

    /// <summary>The objects, by <c>bucket/key</c>. None stands for one that is not there.</summary>
    public IReadOnlyList<ExpectedObject> Objects { get; init; } = [];

    /// <summary>The rows of tables, and of queries.</summary>
    public IReadOnlyList<ExpectedRows> Rows { get; init; } = [];

    /// <summary>The requests that were made: of every one that is meant, these and no others. An empty list stands for none at all.</summary>
    public IReadOnlyList<ExpectedRequest>? Requests { get; init; }

    /// <summary>What people were told: this, and nothing else.</summary>
    public IReadOnlyList<ExpectedNotification>? Notifications { get; init; }

    /// <summary>What was given up: this, and nothing else.</summary>
    public IReadOnlyList<ExpectedDeadLetter>? DeadLetters { get; init; }
}
