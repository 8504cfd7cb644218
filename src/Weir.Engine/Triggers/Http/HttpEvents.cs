using System.Security.Cryptography;
using System.Text.Json;

using Weir.Engine.Warehouses;
using Weir.Events;
using Weir.Pipelines;

namespace Weir.Engine.Triggers.Http;

/// <summary>The events that tell of requests.</summary>
internal static class HttpEvents
{
    /// <summary>What shows who a sender is: it is in no event.</summary>
    private static readonly HashSet<string> Concealed =
    [
        "authorization", "proxy-authorization", "cookie", "x-hub-signature", "x-hub-signature-256", "x-slack-signature", "x-api-key", "x-auth-token",
    ];

    /// <param name="id">The event's id.</param>
    /// <param name="match">What the request is for.</param>
    /// <param name="request">The request.</param>
    /// <param name="content">What it brought.</param>
    /// <param name="isWhole">Whether the body is in it however large it is. Such an event is not for the log.</param>
    /// <param name="time">When it came.</param>
    public static Event Of(EventId id, HttpMatch match, InboundRequest request, RequestContent content, bool isWhole, DateTimeOffset time) => new()
    {
        Id = id,
        Type = Event.HttpRequest,
        Time = time,
        Data = EventData.Written(json => Write(json, match, request, content, isWhole)),
    };

    private static void Write(Utf8JsonWriter json, HttpMatch match, InboundRequest request, RequestContent content, bool isWhole)
    {
        json.WriteString("method", request.Method);
        json.WriteString("path", request.Path);
        json.WriteString("endpoint", match.Endpoint.Trigger.Path.Text);
        Write(json, "params", match.Parameters);
        Write(json, "query", request.Query.GroupBy(asked => asked.Key).Select(asked => KeyValuePair.Create(asked.Key, string.Join(',', asked.Select(each => each.Value)))));
        Write(json, "headers", request.Headers.Where(header => !Concealed.Contains(header.Key)));
        json.WriteString("etag", ETagOf(content.Bytes));
        json.WriteNumber("size", content.Bytes.Length);
        if (!isWhole && content.Bytes.Length > TriggerDefinition.Http.MostBytesInEvent)
        {
            return;
        }

        if (content.Json is { } body)
        {
            json.WritePropertyName("body");
            json.WriteRawValue(body);
        }
        else if (content.Text is { } text)
        {
            json.WriteString("body", text);
        }
    }

    private static void Write(Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, string>> members)
    {
        json.WriteStartObject(name);
        foreach (var (key, value) in members)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }

    /// <summary>As of an object: the MD5 tells contents apart, and guards nothing.</summary>
#pragma warning disable CA5351
    private static string ETagOf(byte[] bytes) => Convert.ToHexStringLower(MD5.HashData(bytes));
#pragma warning restore CA5351
}
