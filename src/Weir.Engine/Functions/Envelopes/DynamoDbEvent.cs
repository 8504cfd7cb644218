using System.Text;
using System.Text.Json;

namespace Weir.Engine.Functions.Envelopes;

/// <summary>Changes of a DynamoDB table, as Lambda hands them to a function.</summary>
internal static class DynamoDbEvent
{
    /// <param name="changes">The changes, in the order of their stream.</param>
    /// <param name="streamArn">The stream.</param>
    /// <param name="region">Such as <c>us-east-1</c>.</param>
    public static byte[] Of(IEnumerable<TableChange> changes, string streamArn, string region) => Json.Records(changes, (json, change) =>
    {
        json.WriteString("eventID", change.Id);
        json.WriteString("eventName", change switch { { Before: null } => "INSERT", { After: null } => "REMOVE", _ => "MODIFY" });
        json.WriteString("eventVersion", "1.1");
        json.WriteString("eventSource", "aws:dynamodb");
        json.WriteString("awsRegion", region);
        if (change.IsExpiry)
        {
            json.Object("userIdentity", () =>
            {
                json.WriteString("type", "Service");
                json.WriteString("principalId", "dynamodb.amazonaws.com");
            });
        }

        json.Object("dynamodb", () => Write(json, change));
        json.WriteString("eventSourceARN", streamArn);
    });

    private static void Write(Utf8JsonWriter json, TableChange change)
    {
        json.WriteNumber("ApproximateCreationDateTime", change.ChangedAt.ToUnixTimeSeconds());
        var size = Write(json, "Keys", change.Keys) + Write(json, "NewImage", change.After) + Write(json, "OldImage", change.Before);
        json.WriteString("SequenceNumber", change.SequenceNumber);
        json.WriteNumber("SizeBytes", size);
        json.WriteString("StreamViewType", "NEW_AND_OLD_IMAGES");
    }

    private static int Write(Utf8JsonWriter json, string name, JsonElement? item)
    {
        if (item is not { } there)
        {
            return 0;
        }

        json.WritePropertyName(name);
        there.WriteTo(json);
        return Encoding.UTF8.GetByteCount(there.GetRawText());
    }
}
