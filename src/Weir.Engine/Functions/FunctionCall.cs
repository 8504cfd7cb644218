using System.Collections.Immutable;

namespace Weir.Engine.Functions;

/// <summary>What a function is called with.</summary>
/// <param name="Function">The function.</param>
/// <param name="Payload">The event: one JSON value of at most 6 MB.</param>
/// <param name="RequestId">Names the invocation; the same for every try at the same piece of work.</param>
internal sealed record FunctionCall(string Function, ReadOnlyMemory<byte> Payload, string RequestId)
{
    /// <summary>What the call belongs to, as W3C's <c>traceparent</c>. None by default.</summary>
    public string? Trace { get; init; }

    /// <summary>Takes what it writes while it runs. None by default.</summary>
    public LiveOutput? Live { get; init; }

    /// <summary>Files that go in and come out. None by default.</summary>
    public FunctionFiles? Files { get; init; }

    /// <summary>Environment variables for this call, beside those of the function, of which they replace those of the same names. None by default.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = ImmutableDictionary<string, string>.Empty;
}
