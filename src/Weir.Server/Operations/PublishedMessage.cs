namespace Weir.Server.Operations;

/// <summary>A message that was published.</summary>
/// <param name="EventId">The event that it became.</param>
/// <param name="Topic">Its topic.</param>
/// <param name="Pipelines">The pipelines that it starts.</param>
internal sealed record PublishedMessage(string EventId, string Topic, IReadOnlyList<string> Pipelines);
