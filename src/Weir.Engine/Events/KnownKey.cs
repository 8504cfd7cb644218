using Weir.Events;

namespace Weir.Engine.Events;

/// <summary>A key that is remembered.</summary>
/// <param name="First">The event that was delivered under it.</param>
/// <param name="Content">The hash of what came with that event, when it was kept.</param>
internal sealed record KnownKey(EventId First, Guid? Content);
