using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Weir.Engine.Functions.Envelopes;

/// <summary>Messages of a queue, as Lambda hands them to a function.</summary>
internal static class SqsEvent
{
    /// <summary>A batch.</summary>
    /// <param name="messages">The messages.</param>
    /// <param name="queue">The queue's name.</param>
    /// <param name="receivedAt">When the first of them was received for the first time.</param>
    /// <param name="region">Such as <c>us-east-1</c>.</param>
    public static byte[] Of(IEnumerable<QueueMessage> messages, string queue, DateTimeOffset receivedAt, string region) =>
        Json.Records(messages, (json, message) => Write(json, message, queue, receivedAt, region));

    private static void Write(Utf8JsonWriter json, QueueMessage message, string queue, DateTimeOffset receivedAt, string region)
    {
        json.WriteString("messageId", message.Id);
        json.WriteString("receiptHandle", message.Id);
        json.WriteString("body", message.Body);
        json.Object("attributes", () =>
        {
            json.WriteString("ApproximateReceiveCount", message.ReceiveCount.ToString(CultureInfo.InvariantCulture));
            json.WriteString("SentTimestamp", Json.Milliseconds(message.SentAt));
            json.WriteString("SenderId", Json.Account);
            json.WriteString("ApproximateFirstReceiveTimestamp", Json.Milliseconds(receivedAt));
        });
        json.Object("messageAttributes", () => { });
#pragma warning disable CA5351 // The field's definition says MD5; nothing rests on it.
        json.WriteString("md5OfBody", Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(message.Body))));
#pragma warning restore CA5351
        json.WriteString("eventSource", "aws:sqs");
        json.WriteString("eventSourceARN", $"arn:aws:sqs:{region}:{Json.Account}:{queue}");
        json.WriteString("awsRegion", region);
    }
}
