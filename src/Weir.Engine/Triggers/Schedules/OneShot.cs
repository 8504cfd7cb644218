using Weir.Deliveries;
using Weir.Events;

namespace Weir.Engine.Triggers.Schedules;

/// <summary>What happens once, at a time that is yet to come.</summary>
/// <param name="Subscriber">To whom.</param>
/// <param name="Event">What happens.</param>
/// <param name="Due">When.</param>
/// <param name="Number">Orders those that are due at the same time.</param>
internal sealed record OneShot(Subscriber Subscriber, Event Event, DateTimeOffset Due, long Number);
