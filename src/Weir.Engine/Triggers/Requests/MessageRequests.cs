using System.Text;
using System.Text.Json;

using Weir.Engine.Events;
using Weir.Events;
using Weir.Failures;

namespace Weir.Engine.Triggers.Requests;

/// <summary>Publishes messages to topics.</summary>
internal sealed class MessageRequests(IEventLog log, Router router, TimeProvider time)
{
    /// <summary>The most bytes of a message.</summary>
    public const int MostBytes = 256 * 1024;

    /// <summary>Publishes a message, durably.</summary>
    /// <param name="topic">To which topic.</param>
    /// <param name="message">JSON, or any other text.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The event that it became, and who gets it.</returns>
    /// <exception cref="RefusedException">WEIR7020: it is too large.</exception>
    public async Task<RoutedEvent> PublishAsync(string topic, string message, CancellationToken cancellationToken)
    {
        if (Encoding.UTF8.GetByteCount(message) > MostBytes)
        {
            throw new RefusedException(new Failure(
                "WEIR7020",
                $"The message has more than {MostBytes / 1024} KB.",
                "Put what it is about into a bucket, and name that in the message."));
        }

        var routed = router.Route(new Event
        {
            Id = EventId.New(time),
            Type = Event.MessagePublished,
            Time = time.GetUtcNow(),
            Data = DataOf(topic, message),
        });
        await log.AppendAsync([routed], cancellationToken);
        return routed;
    }

    private static string DataOf(string topic, string message)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("topic", topic);
            json.WritePropertyName("message");
            if (IsJson(message))
            {
                json.WriteRawValue(message);
            }
            else
            {
                json.WriteStringValue(message);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
