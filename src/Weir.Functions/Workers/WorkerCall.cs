namespace Weir.Functions.Workers;

/// <summary>What a worker is given.</summary>
/// <param name="RequestId">Names the invocation.</param>
/// <param name="Payload">The event, in JSON.</param>
/// <param name="ClientContext">What the caller tells beside the event, in JSON of ASCII alone; none when it tells nothing.</param>
internal sealed record WorkerCall(string RequestId, ReadOnlyMemory<byte> Payload, string? ClientContext);
