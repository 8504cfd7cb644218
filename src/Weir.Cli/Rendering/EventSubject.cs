using System.Text.Json;

using Weir.Server.Operations;

namespace Weir.Cli.Rendering;

/// <summary>What an event is about, in a cell.</summary>
internal static class EventSubject
{
    private const int LongestMessage = 60;

    private static readonly string[] SubjectAndNews = ["reconciliation", "table", "pipeline", "topic", "subscriber", "alarm", "outcome", "state", "changes", "schedule"];

    /// <summary>The object, or in its place what else the event is about and how that went.</summary>
    /// <param name="about">The object, if it is about one.</param>
    /// <param name="data">What else is known of it.</param>
    public static string Of(ListedObject? about, JsonElement? data) => (about, data) switch
    {
        ({ } landed, _) => $"{landed.Bucket}/{landed.Key}",
        (_, { } known) => string.Join(": ", SubjectAndNews.Select(name => Text(known, name)).Append(Message(known)).OfType<string>()),
        _ => "",
    };

    private static string? Text(JsonElement data, string name) => data.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static string? Message(JsonElement data)
    {
        foreach (var name in (string[])["message", "inputs"])
        {
            if (data.TryGetProperty(name, out var value))
            {
                var text = value.GetRawText();
                return text.Length > LongestMessage ? text[..LongestMessage] + "…" : text;
            }
        }

        return null;
    }
}
