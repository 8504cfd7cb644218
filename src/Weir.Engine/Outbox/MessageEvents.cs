using System.Text;

using Weir.Engine.Warehouses;
using Weir.Events;
using Weir.Failures;

namespace Weir.Engine.Outbox;

/// <summary>The events that tell of messages.</summary>
internal static class MessageEvents
{
    /// <summary>The most bytes of a message.</summary>
    private const int MostBytes = 256 << 10;

    /// <param name="id">The event's id.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="message">JSON, or any other text; JSON that nobody can read is a text, too.</param>
    /// <param name="time">When it was published.</param>
    /// <exception cref="RefusedException">WEIR7020: the message is too large.</exception>
    public static Event Of(EventId id, string topic, string message, DateTimeOffset time)
    {
        if (Encoding.UTF8.GetByteCount(message) > MostBytes)
        {
            throw new RefusedException(new Failure(
                "WEIR7020",
                $"The message to '{topic}' has more than {MostBytes >> 10} KB.",
                "Put what it is about into a bucket, and name that in the message."));
        }

        return new Event { Id = id, Type = Event.MessagePublished, Time = time, Data = DataOf(topic, message) };
    }

    private static string DataOf(string topic, string message) => EventData.Written(json =>
    {
        json.WriteString("topic", topic);
        json.WritePropertyName("message");
        if (ReadableJson.Is(message))
        {
            json.WriteRawValue(message);
        }
        else
        {
            json.WriteStringValue(message);
        }
    });
}
