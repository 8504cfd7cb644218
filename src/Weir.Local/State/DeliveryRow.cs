using Weir.Events;

namespace Weir.Local.State;

/// <summary>One row of <c>deliveries</c> and the event it is about.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Attempts">Attempts that count so far.</param>
/// <param name="Lost">How many of them in a row were begun and ended without a word.</param>
/// <param name="Due">When it may be leased; at once when none.</param>
/// <param name="Wait">How long after its settling that was.</param>
/// <param name="Position">Its event's place in the log.</param>
/// <param name="Event">What happened.</param>
internal readonly record struct DeliveryRow(
    long Id, int Attempts, int Lost, DateTimeOffset? Due, TimeSpan Wait, long Position, Event Event);
