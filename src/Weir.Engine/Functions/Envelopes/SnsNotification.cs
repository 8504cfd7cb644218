namespace Weir.Engine.Functions.Envelopes;

/// <summary>A message of a topic, as SNS delivers it to a queue (without raw delivery).</summary>
internal static class SnsNotification
{
    /// <param name="id">Names the message.</param>
    /// <param name="topic">The topic's name.</param>
    /// <param name="subject">What it is about; none when the publisher named nothing.</param>
    /// <param name="message">The message's text.</param>
    /// <param name="time">When it was published.</param>
    /// <param name="region">Such as <c>us-east-1</c>.</param>
    public static byte[] Of(string id, string topic, string? subject, string message, DateTimeOffset time, string region) => Json.Of(json =>
    {
        var arn = $"arn:aws:sns:{region}:{Json.Account}:{topic}";
        json.WriteStartObject();
        json.WriteString("Type", "Notification");
        json.WriteString("MessageId", id);
        json.WriteString("TopicArn", arn);
        if (subject is not null)
        {
            json.WriteString("Subject", subject);
        }

        json.WriteString("Message", message);
        json.WriteString("Timestamp", Json.Instant(time));
        json.WriteString("SignatureVersion", "1");

        // Nobody signed it: it never left the machine.
        json.WriteString("Signature", "");
        json.WriteString("SigningCertURL", "");
        json.WriteString("UnsubscribeURL", "");
        json.WriteEndObject();
    });
}
