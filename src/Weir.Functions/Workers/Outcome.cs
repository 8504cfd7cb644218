using Weir.Failures;

namespace Weir.Functions.Workers;

/// <summary>What a worker made of an invocation.</summary>
/// <param name="Answer">The answer or the error document; empty when there is neither.</param>
/// <param name="Failure">What went wrong, if anything.</param>
/// <param name="Log">What the worker wrote.</param>
internal sealed record Outcome(ReadOnlyMemory<byte> Answer, Failure? Failure, IReadOnlyList<string> Log)
{
    /// <summary>Whether the worker was started for it.</summary>
    public bool IsColdStart { get; init; }

    /// <summary>Whether the worker was ended before it answered. No by default.</summary>
    public bool IsBrokenOff { get; init; }
}
