namespace Weir.Engine.Functions.Envelopes;

/// <summary>A schedule's firing, as EventBridge hands it to a function.</summary>
internal static class ScheduledEvent
{
    /// <param name="id">Names the firing.</param>
    /// <param name="rule">The schedule's name.</param>
    /// <param name="due">When it was due.</param>
    /// <param name="region">Such as <c>us-east-1</c>.</param>
    public static byte[] Of(string id, string rule, DateTimeOffset due, string region) => Json.Of(json =>
    {
        json.WriteStartObject();
        json.WriteString("version", "0");
        json.WriteString("id", id);
        json.WriteString("detail-type", "Scheduled Event");
        json.WriteString("source", "aws.events");
        json.WriteString("account", Json.Account);
        json.WriteString("time", Json.Second(due));
        json.WriteString("region", region);
        json.WriteStartArray("resources");
        json.WriteStringValue($"arn:aws:events:{region}:{Json.Account}:rule/{rule}");
        json.WriteEndArray();
        json.Object("detail", () => { });
        json.WriteEndObject();
    });
}
