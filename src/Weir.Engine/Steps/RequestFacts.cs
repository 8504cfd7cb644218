using System.Text;
using System.Text.Json;

using Weir.Engine.Functions.Envelopes;
using Weir.Events;

namespace Weir.Engine.Steps;

/// <summary>What a function is told of an HTTP request that started its run.</summary>
internal static class RequestFacts
{
    public static HttpRequestFacts Of(Event request)
    {
        using var data = JsonDocument.Parse(request.Data!);
        var known = data.RootElement;
        var method = known.GetProperty("method").GetString()!;
        return new HttpRequestFacts
        {
            Id = request.Id.ToString(),
            Method = method,
            Path = known.GetProperty("path").GetString()!,
            RouteKey = $"{method} {known.GetProperty("endpoint").GetString()}",
            Query = string.Join('&', Members(known, "query").Select(asked => $"{Uri.EscapeDataString(asked.Key)}={Uri.EscapeDataString(asked.Value)}")),
            Headers = [.. Members(known, "headers")],
            PathParameters = Members(known, "params").ToDictionary(),
            Body = known.TryGetProperty("body", out var body)
                ? Encoding.UTF8.GetBytes(body.ValueKind == JsonValueKind.String && !IsJson(known) ? body.GetString()! : body.GetRawText())
                : null,
            Time = request.Time,
        };
    }

    private static IEnumerable<KeyValuePair<string, string>> Members(JsonElement known, string name) =>
        known.GetProperty(name).EnumerateObject().Select(member => KeyValuePair.Create(member.Name, member.Value.GetString() ?? ""));

    /// <summary>Whether a body that is a text was sent as JSON, in quotes.</summary>
    private static bool IsJson(JsonElement known) =>
        known.GetProperty("headers").TryGetProperty("content-type", out var type) && type.GetString()!.Contains("json", StringComparison.OrdinalIgnoreCase);
}
