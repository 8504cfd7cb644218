namespace Weir.Functions.RuntimeApi;

/// <summary>One call of a function, as its process gets it.</summary>
internal sealed record Invocation
{
    /// <summary>Names it.</summary>
    public required string RequestId { get; init; }

    /// <summary>The event, in JSON.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>When the process is killed unless it has answered.</summary>
    public required DateTimeOffset Deadline { get; init; }

    /// <summary>The function's name in the form that AWS has for it.</summary>
    public required string FunctionArn { get; init; }

    /// <summary>The invocation's name for tracing, in the form of AWS X-Ray.</summary>
    public required string TraceId { get; init; }

    /// <summary>What the caller tells beside the event, in JSON of ASCII alone; none when it tells nothing.</summary>
    public string? ClientContext { get; init; }
}
