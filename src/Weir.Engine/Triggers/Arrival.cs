using Weir.Buckets;
using Weir.Engine.Access;

namespace Weir.Engine.Triggers;

/// <summary>Content on its way into a bucket.</summary>
/// <param name="Name">Where it is to land.</param>
/// <param name="Open">Opens the content; called once, and the stream is disposed.</param>
internal sealed record Arrival(ObjectName Name, Func<Stream> Open)
{
    /// <summary>What is kept with the object as <see cref="StoredObject.Attributes"/>; asked once the content was read to its end.</summary>
    public Func<string?>? Describe { get; init; }

    /// <summary>What is noted in the audit log when it lands, in the same transaction; nothing when null.</summary>
    public AuditEntry? Audit { get; init; }

    /// <summary>The version that must be the name's current one when it lands, zero for none; whichever when null.</summary>
    public long? Replaces { get; init; }
}
