using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

using Weir.Buckets;
using Weir.Engine.Functions.Envelopes;
using Weir.Events;
using Weir.Functions;

namespace Weir.Tests.Engine.Functions;

/// <summary>Events as AWS documents them.</summary>
public class EnvelopeTests
{
    private const string Region = "us-east-1";

    private static readonly DateTimeOffset Then = new(2026, 1, 31, 8, 5, 0, 123, TimeSpan.Zero);

    private static readonly Event Landed = new()
    {
        Id = new EventId(new Guid("01234567-89ab-7def-8123-456789abcdef")),
        Type = Event.ObjectCreated,
        Time = Then,
        Object = new StoredObject
        {
            Name = new ObjectName("raw", "orders/2026 a+b/é.json"),
            ETag = "d41d8cd98f00b204e9800998ecf8427e",
            Size = 1024,
            Version = 31,
            LandedAt = Then,
            Location = "",
        },
    };

    [Fact]
    public void S3_notifies_of_an_object() => Same(
        """
        {"Records": [{
          "eventVersion": "2.1", "eventSource": "aws:s3", "awsRegion": "us-east-1", "eventTime": "2026-01-31T08:05:00.123Z",
          "eventName": "ObjectCreated:Put",
          "userIdentity": {"principalId": "weir"},
          "requestParameters": {"sourceIPAddress": "127.0.0.1"},
          "responseElements": {"x-amz-request-id": "ID", "x-amz-id-2": "ID"},
          "s3": {
            "s3SchemaVersion": "1.0", "configurationId": "weir",
            "bucket": {"name": "raw", "ownerIdentity": {"principalId": "weir"}, "arn": "arn:aws:s3:::raw"},
            "object": {"key": "orders/2026+a%2Bb/%C3%A9.json", "size": 1024, "eTag": "d41d8cd98f00b204e9800998ecf8427e", "sequencer": "000000000000001F"}
          }
        }]}
        """.Replace("ID", Landed.Id.ToString(), StringComparison.Ordinal),
        S3Notification.Of([Landed], Region));

    [Theory]
    [InlineData("a/b.json", "a/b.json")]
    [InlineData("a b&c=d?e#f%g\"", "a+b%26c%3Dd%3Fe%23f%25g%22")]
    [InlineData("~*-_.", "%7E*-_.")]
    [InlineData("日", "%E6%97%A5")]
    public void Keys_are_encoded_as_a_forms_fields_are(string key, string expected)
    {
        Assert.Equal(expected, S3Notification.Encode(key));
        Assert.Equal(key, System.Net.WebUtility.UrlDecode(expected));
    }

    [Fact]
    public void A_queue_holds_the_notification()
    {
        var json = Parse(new ObjectEvents("curate", Region, TimeProvider.System).Of(Envelope.Sqs, [Landed], 2));

        var record = json["Records"]![0]!;
        Assert.Equal(
            ["messageId", "receiptHandle", "body", "attributes", "messageAttributes", "md5OfBody", "eventSource", "eventSourceARN", "awsRegion"],
            record.AsObject().Select(p => p.Key));
        Assert.Equal(
            (Landed.Id.ToString(), "aws:sqs", "arn:aws:sqs:us-east-1:000000000000:curate"),
            ((string)record["messageId"]!, (string)record["eventSource"]!, (string)record["eventSourceARN"]!));
        Assert.Equal(
            ["ApproximateReceiveCount", "SentTimestamp", "SenderId", "ApproximateFirstReceiveTimestamp"], record["attributes"]!.AsObject().Select(p => p.Key));
        Assert.Equal(("2", "1769846700123"), ((string)record["attributes"]!["ApproximateReceiveCount"]!, (string)record["attributes"]!["SentTimestamp"]!));
        Same(Encoding.UTF8.GetString(S3Notification.Of([Landed], Region)), Encoding.UTF8.GetBytes((string)record["body"]!));
    }

    [Fact]
    public void A_queue_behind_a_topic_holds_the_topics_notification()
    {
        var json = Parse(new ObjectEvents("curate", Region, TimeProvider.System).Of(Envelope.SqsSns, [Landed, Landed], 1));

        Assert.Equal(2, json["Records"]!.AsArray().Count);
        var notification = Parse(Encoding.UTF8.GetBytes((string)json["Records"]![0]!["body"]!));
        Assert.Equal(
            ["Type", "MessageId", "TopicArn", "Subject", "Message", "Timestamp", "SignatureVersion", "Signature", "SigningCertURL", "UnsubscribeURL"],
            notification.AsObject().Select(p => p.Key));
        Assert.Equal(
            ("Notification", "arn:aws:sns:us-east-1:000000000000:curate", "Amazon S3 Notification", "2026-01-31T08:05:00.123Z"),
            ((string)notification["Type"]!, (string)notification["TopicArn"]!, (string)notification["Subject"]!, (string)notification["Timestamp"]!));
        Same(Encoding.UTF8.GetString(S3Notification.Of([Landed], Region)), Encoding.UTF8.GetBytes((string)notification["Message"]!));
    }

    [Fact]
    public void A_request_is_told_in_format_two() => Same(
        """
        {
          "version": "2.0", "routeKey": "POST /orders/{id}", "rawPath": "/orders/7", "rawQueryString": "a=1&a=2&b=x%20y+z",
          "cookies": ["c1=1", "c2=2"],
          "headers": {"host": "shop.example", "x-many": "1,2", "user-agent": "curl/8"},
          "queryStringParameters": {"a": "1,2", "b": "x y z"},
          "requestContext": {
            "accountId": "000000000000", "apiId": "weir", "domainName": "shop.example", "domainPrefix": "weir",
            "http": {"method": "POST", "path": "/orders/7", "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1", "userAgent": "curl/8"},
            "requestId": "r-1", "routeKey": "POST /orders/{id}", "stage": "$default", "time": "31/Jan/2026:08:05:00 +0000", "timeEpoch": 1769846700123
          },
          "pathParameters": {"id": "7"},
          "body": "{\"n\": 1}", "isBase64Encoded": false
        }
        """,
        HttpEvent.Of(Request("""{"n": 1}"""u8.ToArray())));

    [Fact]
    public void A_body_that_is_no_text_is_told_in_base64()
    {
        var json = Parse(HttpEvent.Of(Request([0xff, 0x00])));

        Assert.Equal(("/wA=", true), ((string)json["body"]!, (bool)json["isBase64Encoded"]!));
        Assert.False(Parse(HttpEvent.Of(Request(null))).AsObject().ContainsKey("body"));
    }

    [Fact]
    public void A_schedule_fires() => Same(
        """
        {
          "version": "0", "id": "e-1", "detail-type": "Scheduled Event", "source": "aws.events", "account": "000000000000",
          "time": "2026-01-31T08:05:00Z", "region": "us-east-1", "resources": ["arn:aws:events:us-east-1:000000000000:rule/nightly"], "detail": {}
        }
        """,
        ScheduledEvent.Of("e-1", "nightly", Then, Region));

    [Fact]
    public void A_bus_brings_what_is_about_no_object() => Same(
        """
        {
          "version": "0", "id": "evt_0123456789ab7def8123456789abcdef", "detail-type": "schema_changed", "source": "weir", "account": "000000000000",
          "time": "2026-01-31T08:05:00Z", "region": "us-east-1", "resources": [], "detail": {"table": "orders"}
        }
        """,
        BusEvent.Of(Landed with { Object = null, Type = Event.SchemaChanged, Data = """{"table": "orders"}""" }, Region));

    [Fact]
    public void A_stream_brings_records() => Same(
        """
        {"Records": [{
          "kinesis": {"kinesisSchemaVersion": "1.0", "partitionKey": "p", "sequenceNumber": "4959", "data": "SGVsbG8=", "approximateArrivalTimestamp": 1769846700.123},
          "eventSource": "aws:kinesis", "eventVersion": "1.0", "eventID": "shardId-000000000006:4959", "eventName": "aws:kinesis:record",
          "invokeIdentityArn": "arn:aws:iam::000000000000:role/weir", "awsRegion": "us-east-1",
          "eventSourceARN": "arn:aws:kinesis:us-east-1:000000000000:stream/clicks"
        }]}
        """,
        KinesisEvent.Of([new StreamRecord("shardId-000000000006", "4959", "p", "Hello"u8.ToArray(), Then)], "clicks", Region));

    [Fact]
    public void A_table_brings_its_changes()
    {
        using var keys = JsonDocument.Parse("""{"id":{"N":"7"}}""");
        using var item = JsonDocument.Parse("""{"id":{"N":"7"},"s":{"S":"é"}}""");
        var change = new TableChange { Id = "c-1", SequenceNumber = "111", Keys = keys.RootElement, ChangedAt = Then };

        var json = Parse(DynamoDbEvent.Of(
            [change with { After = item.RootElement }, change with { Before = item.RootElement, After = item.RootElement }, change with { Before = item.RootElement, IsExpiry = true }],
            "arn:stream",
            Region));

        Assert.Equal(["INSERT", "MODIFY", "REMOVE"], json["Records"]!.AsArray().Select(r => (string)r!["eventName"]!));
        Assert.Equal("dynamodb.amazonaws.com", (string)json["Records"]![2]!["userIdentity"]!["principalId"]!);
        Same(
            """
            {
              "eventID": "c-1", "eventName": "INSERT", "eventVersion": "1.1", "eventSource": "aws:dynamodb", "awsRegion": "us-east-1",
              "dynamodb": {
                "ApproximateCreationDateTime": 1769846700, "Keys": {"id": {"N": "7"}}, "NewImage": {"id": {"N": "7"}, "s": {"S": "é"}},
                "SequenceNumber": "111", "SizeBytes": 47, "StreamViewType": "NEW_AND_OLD_IMAGES"
              },
              "eventSourceARN": "arn:stream"
            }
            """,
            Encoding.UTF8.GetBytes(json["Records"]![0]!.ToJsonString()));
    }

    [Theory]
    [InlineData("null", "")]
    [InlineData("\"done\"", "")]
    [InlineData("{}", "")]
    [InlineData("""{"batchItemFailures": null}""", "")]
    [InlineData("""{"batchItemFailures": []}""", "")]
    [InlineData("""{"batchItemFailures": [{"itemIdentifier": "c"}, {"itemIdentifier": "a"}, {"itemIdentifier": "a"}]}""", "a,c")]
    [InlineData("""{"batchItemFailures": [{"itemIdentifier": "x"}]}""", "a,b,c")]
    [InlineData("""{"batchItemFailures": [{"itemIdentifier": ""}]}""", "a,b,c")]
    [InlineData("""{"batchItemFailures": [{"itemIdentifier": null}]}""", "a,b,c")]
    [InlineData("""{"batchItemFailures": [{"id": "a"}]}""", "a,b,c")]
    [InlineData("""{"batchItemFailures": "all"}""", "a,b,c")]
    public void A_batch_may_fail_in_part(string answer, string failed) =>
        Assert.Equal(failed, string.Join(",", BatchResponse.FailuresOf(Encoding.UTF8.GetBytes(answer), ["a", "b", "c"])));

    private static HttpRequestFacts Request(byte[]? body) => new()
    {
        Id = "r-1",
        Method = "POST",
        Path = "/orders/7",
        RouteKey = "POST /orders/{id}",
        Query = "a=1&a=2&b=x%20y+z",
        Headers = [new("Host", "shop.example"), new("X-Many", "1"), new("X-Many", "2"), new("Cookie", "c1=1; c2=2"), new("User-Agent", "curl/8")],
        PathParameters = new Dictionary<string, string> { ["id"] = "7" },
        Body = body,
        SourceAddress = "192.0.2.1",
        Time = Then,
    };

    private static void Same(string expected, byte[] actual) => Assert.True(
        JsonNode.DeepEquals(JsonNode.Parse(expected), Parse(actual)), $"expected {JsonNode.Parse(expected)}\nactual   {Parse(actual)}");

    private static JsonNode Parse(byte[] json) => JsonNode.Parse(json)!;
}
