namespace Weir.Local.State;

/// <summary>Operations of one transaction that readers see and a power cut may still take.</summary>
/// <param name="Operations">The operations, in order.</param>
/// <param name="Counters">What was counted when it was committed.</param>
/// <param name="HasWritten">Whether it wrote to the log at all.</param>
internal sealed record CommittedGroup(IReadOnlyList<WriteOperation> Operations, StateCounters Counters, bool HasWritten);
