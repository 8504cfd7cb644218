using Weir.Engine.Events;

namespace Weir.Server.Operations;

/// <summary>What became of an event at a pipeline with a <c>dedupe_key</c>, as listings print it.</summary>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="DuplicateOf">The event under the same key that started the run; this one started none. None when this one did.</param>
/// <param name="Failure">Why the event has no key, and ran without one.</param>
internal sealed record ListedDedupe(string Pipeline, string? DuplicateOf, string? Failure)
{
    public static ListedDedupe Of(DedupeNote note) => new(
        note.Subscriber.Name, note.First?.ToString(), note.Failure is { } failure ? $"{failure.Code} {failure.Message}" : null);
}
