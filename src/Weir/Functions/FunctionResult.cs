using Weir.Failures;

namespace Weir.Functions;

/// <summary>What came of one invocation of a function.</summary>
public sealed record FunctionResult
{
    /// <summary>Names the invocation, in the function's context and in its log.</summary>
    public required string RequestId { get; init; }

    /// <summary>
    /// The function's answer: one JSON value. When it raised an error, the error as AWS Lambda tells it
    /// (<c>errorMessage</c>, <c>errorType</c>, <c>stackTrace</c>). Empty when it gave none.
    /// </summary>
    public required ReadOnlyMemory<byte> Answer { get; init; }

    /// <summary>What went wrong; none when the function did its work.</summary>
    public Failure? Failure { get; init; }

    /// <summary>Whether it was ended before it answered, for its caller gave up. No by default.</summary>
    public bool IsBrokenOff { get; init; }

    /// <summary>What the function wrote to its standard output and error, line by line: at most the last megabyte.</summary>
    public required IReadOnlyList<string> Log { get; init; }

    /// <summary>Whether a process was started for it.</summary>
    public bool IsColdStart { get; init; }

    /// <summary>From handing the event over until the answer was there.</summary>
    public required TimeSpan Duration { get; init; }
}
