using System.Globalization;

namespace Weir.Engine.Functions.Envelopes;

/// <summary>Records of a Kinesis stream, as Lambda hands them to a function.</summary>
internal static class KinesisEvent
{
    /// <param name="records">The records, in the order of their shard.</param>
    /// <param name="stream">The stream's name.</param>
    /// <param name="region">Such as <c>us-east-1</c>.</param>
    public static byte[] Of(IEnumerable<StreamRecord> records, string stream, string region) => Json.Records(records, (json, record) =>
    {
        json.Object("kinesis", () =>
        {
            json.WriteString("kinesisSchemaVersion", "1.0");
            json.WriteString("partitionKey", record.PartitionKey);
            json.WriteString("sequenceNumber", record.SequenceNumber);
            json.WriteBase64String("data", record.Data.Span);

            // Seconds, with the milliseconds behind the point.
            json.WritePropertyName("approximateArrivalTimestamp");
            json.WriteRawValue((record.ArrivedAt.ToUnixTimeMilliseconds() / 1000m).ToString("0.0##", CultureInfo.InvariantCulture));
        });
        json.WriteString("eventSource", "aws:kinesis");
        json.WriteString("eventVersion", "1.0");
        json.WriteString("eventID", $"{record.Shard}:{record.SequenceNumber}");
        json.WriteString("eventName", "aws:kinesis:record");
        json.WriteString("invokeIdentityArn", $"arn:aws:iam::{Json.Account}:role/weir");
        json.WriteString("awsRegion", region);
        json.WriteString("eventSourceARN", $"arn:aws:kinesis:{region}:{Json.Account}:stream/{stream}");
    });
}
