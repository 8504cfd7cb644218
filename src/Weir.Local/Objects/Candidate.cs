using Weir.Buckets;

namespace Weir.Local.Objects;

/// <summary>A file that may be complete: what it looked like when, and when to look again. Timestamps are monotonic.</summary>
/// <param name="Name">The object it would be.</param>
/// <param name="Facts">How it looked.</param>
/// <param name="Since">Since when it has looked so.</param>
/// <param name="LookAt">When to look again.</param>
internal sealed record Candidate(ObjectName Name, FileFacts? Facts, long Since, long LookAt);
