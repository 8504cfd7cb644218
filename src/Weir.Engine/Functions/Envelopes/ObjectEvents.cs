using System.Text;

using Weir.Events;
using Weir.Functions;

namespace Weir.Engine.Functions.Envelopes;

/// <summary>Events of landed objects, in the envelope that a function expects.</summary>
/// <param name="source">What the topic and the queue are called: what triggers the function, such as its pipeline.</param>
/// <param name="region">Such as <c>us-east-1</c>.</param>
/// <param name="time">The clock.</param>
internal sealed class ObjectEvents(string source, string region, TimeProvider time)
{
    private const string Subject = "Amazon S3 Notification";

    /// <summary>What the function is called with.</summary>
    /// <param name="envelope">The envelope.</param>
    /// <param name="events">Events of objects. In a queue each is a message of its own, named by the event's id.</param>
    /// <param name="attempt">Which try at them this is, counted from one.</param>
    public byte[] Of(Envelope envelope, IReadOnlyList<Event> events, int attempt) => envelope == Envelope.S3
        ? S3Notification.Of(events, region)
        : SqsEvent.Of(events.Select(e => new QueueMessage(e.Id.ToString(), BodyOf(envelope, e), e.Time, attempt)), source, time.GetUtcNow(), region);

    private string BodyOf(Envelope envelope, Event @event)
    {
        var notification = Encoding.UTF8.GetString(S3Notification.Of([@event], region));
        return envelope == Envelope.Sqs
            ? notification
            : Encoding.UTF8.GetString(SnsNotification.Of(@event.Id.ToString(), source, Subject, notification, @event.Time, region));
    }
}
