using System.Globalization;
using System.Text;
using System.Text.Json;

using Weir.Buckets;
using Weir.Events;

namespace Weir.Engine.Functions.Envelopes;

/// <summary>Landed objects, as S3 notifies of them (structure version 2.1).</summary>
internal static class S3Notification
{
    private const string Unescaped = "-_.*/";

    /// <summary>A notification of one or more objects.</summary>
    /// <param name="events">Events of objects.</param>
    /// <param name="region">Such as <c>us-east-1</c>.</param>
    public static byte[] Of(IEnumerable<Event> events, string region) => Json.Records(events, (json, @event) => Write(json, @event, @event.Object!, region));

    /// <summary>A key as S3 writes it in notifications: encoded as a form's field is.</summary>
    public static string Encode(string key)
    {
        var encoded = new StringBuilder();
        foreach (var octet in Encoding.UTF8.GetBytes(key))
        {
            _ = octet switch
            {
                (byte)' ' => encoded.Append('+'),
                < 0x80 when char.IsAsciiLetterOrDigit((char)octet) || Unescaped.Contains((char)octet, StringComparison.Ordinal) => encoded.Append((char)octet),
                _ => encoded.Append(CultureInfo.InvariantCulture, $"%{octet:X2}"),
            };
        }

        return encoded.ToString();
    }

    private static void Write(Utf8JsonWriter json, Event @event, StoredObject landed, string region)
    {
        json.WriteString("eventVersion", "2.1");
        json.WriteString("eventSource", "aws:s3");
        json.WriteString("awsRegion", region);
        json.WriteString("eventTime", Json.Instant(@event.Time));
        json.WriteString("eventName", "ObjectCreated:Put");
        json.Object("userIdentity", () => json.WriteString("principalId", "weir"));
        json.Object("requestParameters", () => json.WriteString("sourceIPAddress", "127.0.0.1"));
        json.Object("responseElements", () =>
        {
            json.WriteString("x-amz-request-id", @event.Id.ToString());
            json.WriteString("x-amz-id-2", @event.Id.ToString());
        });
        json.Object("s3", () =>
        {
            json.WriteString("s3SchemaVersion", "1.0");
            json.WriteString("configurationId", "weir");
            json.Object("bucket", () =>
            {
                json.WriteString("name", landed.Name.Bucket);
                json.Object("ownerIdentity", () => json.WriteString("principalId", "weir"));
                json.WriteString("arn", $"arn:aws:s3:::{landed.Name.Bucket}");
            });
            json.Object("object", () =>
            {
                json.WriteString("key", Encode(landed.Name.Key));
                json.WriteNumber("size", landed.Size);
                json.WriteString("eTag", landed.ETag);

                // Later versions have greater ones, and texts of one length compare as their numbers do.
                json.WriteString("sequencer", landed.Version.ToString("X16", CultureInfo.InvariantCulture));
            });
        });
    }
}
