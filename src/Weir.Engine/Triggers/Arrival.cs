using Weir.Buckets;

namespace Weir.Engine.Triggers;

/// <summary>Content on its way into a bucket.</summary>
/// <param name="Name">Where it is to land.</param>
/// <param name="Open">Opens the content; called once, and the stream is disposed.</param>
internal sealed record Arrival(ObjectName Name, Func<Stream> Open);
