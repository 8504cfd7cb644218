using Weir.Events;
using Weir.Failures;

namespace Weir.Deliveries;

/// <summary>A delivery that failed for good, kept with the reason until somebody redrives it.</summary>
/// <param name="DeliveryId">The delivery that ended here.</param>
/// <param name="Subscriber">Who could not take it.</param>
/// <param name="Event">What happened.</param>
/// <param name="Attempts">How many attempts were made.</param>
/// <param name="Failure">Why the last one failed.</param>
/// <param name="Time">When it was given up, in UTC.</param>
public sealed record DeadLetter(
    long DeliveryId, Subscriber Subscriber, Event Event, int Attempts, Failure Failure, DateTimeOffset Time);
