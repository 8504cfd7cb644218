using Weir.Events;

namespace Weir.Engine.Functions.Envelopes;

/// <summary>An event that is about no object, as an event bus (EventBridge) hands it to a function.</summary>
internal static class BusEvent
{
    /// <param name="happened">The event.</param>
    /// <param name="region">Such as <c>us-east-1</c>.</param>
    public static byte[] Of(Event happened, string region) => Json.Of(json =>
    {
        json.WriteStartObject();
        json.WriteString("version", "0");
        json.WriteString("id", happened.Id.ToString());
        json.WriteString("detail-type", happened.Type);
        json.WriteString("source", "weir");
        json.WriteString("account", Json.Account);
        json.WriteString("time", Json.Second(happened.Time));
        json.WriteString("region", region);
        json.WriteStartArray("resources");
        json.WriteEndArray();
        json.WritePropertyName("detail");
        json.WriteRawValue(happened.Data ?? "{}");
        json.WriteEndObject();
    });
}
