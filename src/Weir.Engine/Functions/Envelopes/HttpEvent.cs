using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Weir.Engine.Functions.Envelopes;

/// <summary>A request of HTTP, as API Gateway hands it to a function (payload format 2.0).</summary>
internal static class HttpEvent
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The event.</summary>
    public static byte[] Of(HttpRequestFacts request) => Json.Of(json =>
    {
        json.WriteStartObject();
        json.WriteString("version", "2.0");
        json.WriteString("routeKey", request.RouteKey);
        json.WriteString("rawPath", request.Path);
        json.WriteString("rawQueryString", request.Query);
        WriteCookies(json, request);
        WriteJoined(json, "headers", request.Headers.Where(h => !IsCookie(h)).Select(h => KeyValuePair.Create(h.Key.ToLowerInvariant(), h.Value)));
        if (request.Query.Length > 0)
        {
            WriteJoined(json, "queryStringParameters", ParametersOf(request.Query));
        }

        json.Object("requestContext", () => WriteContext(json, request));
        if (request.PathParameters.Count > 0)
        {
            WriteJoined(json, "pathParameters", request.PathParameters);
        }

        WriteBody(json, request.Body);
        json.WriteEndObject();
    });

    private static void WriteContext(Utf8JsonWriter json, HttpRequestFacts request)
    {
        var headers = request.Headers.ToLookup(h => h.Key, h => h.Value, StringComparer.OrdinalIgnoreCase);
        json.WriteString("accountId", Json.Account);
        json.WriteString("apiId", "weir");
        json.WriteString("domainName", headers["host"].FirstOrDefault() ?? "localhost");
        json.WriteString("domainPrefix", "weir");
        json.Object("http", () =>
        {
            json.WriteString("method", request.Method);
            json.WriteString("path", request.Path);
            json.WriteString("protocol", "HTTP/1.1");
            json.WriteString("sourceIp", request.SourceAddress);
            json.WriteString("userAgent", headers["user-agent"].FirstOrDefault() ?? "");
        });
        json.WriteString("requestId", request.Id);
        json.WriteString("routeKey", request.RouteKey);
        json.WriteString("stage", "$default");
        json.WriteString("time", request.Time.UtcDateTime.ToString("dd/MMM/yyyy:HH:mm:ss '+0000'", CultureInfo.InvariantCulture));
        json.WriteNumber("timeEpoch", request.Time.ToUnixTimeMilliseconds());
    }

    private static void WriteCookies(Utf8JsonWriter json, HttpRequestFacts request)
    {
        var cookies = request.Headers.Where(IsCookie).SelectMany(h => h.Value.Split("; ")).ToList();
        if (cookies.Count == 0)
        {
            return;
        }

        json.WriteStartArray("cookies");
        cookies.ForEach(json.WriteStringValue);
        json.WriteEndArray();
    }

    private static void WriteBody(Utf8JsonWriter json, byte[]? body)
    {
        if (body is { } sent)
        {
            try
            {
                json.WriteString("body", Strict.GetString(sent));
                json.WriteBoolean("isBase64Encoded", false);
            }
            catch (DecoderFallbackException)
            {
                json.WriteString("body", Convert.ToBase64String(sent));
                json.WriteBoolean("isBase64Encoded", true);
            }
        }
        else
        {
            json.WriteBoolean("isBase64Encoded", false);
        }
    }

    /// <summary>Values of one name are one text, with commas between.</summary>
    private static void WriteJoined(Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, string>> values) => json.Object(name, () =>
    {
        foreach (var same in values.GroupBy(v => v.Key, v => v.Value))
        {
            json.WriteString(same.Key, string.Join(',', same));
        }
    });

    private static IEnumerable<KeyValuePair<string, string>> ParametersOf(string query) =>
        from part in query.Split('&', StringSplitOptions.RemoveEmptyEntries)
        let pair = part.Split('=', 2)
        select KeyValuePair.Create(Decode(pair[0]), pair.Length > 1 ? Decode(pair[1]) : "");

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private static bool IsCookie(KeyValuePair<string, string> header) => header.Key.Equals("cookie", StringComparison.OrdinalIgnoreCase);
}
