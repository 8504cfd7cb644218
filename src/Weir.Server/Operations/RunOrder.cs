using Weir.Events;

namespace Weir.Server.Operations;

/// <summary>Asks for a run of a pipeline.</summary>
/// <param name="Pipeline">Which pipeline.</param>
/// <param name="Inputs">What it is given, by name.</param>
/// <param name="Event">The id of the event that asks, made by whoever asks: who gets no answer asks once more with it, and one run is started.</param>
internal sealed record RunOrder(string Pipeline, IReadOnlyDictionary<string, string> Inputs, EventId? Event = null);
