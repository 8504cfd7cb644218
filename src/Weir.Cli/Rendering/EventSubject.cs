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
        (_, { } request) when request.TryGetProperty("endpoint", out _) => $"{Text(request, "method")} {Text(request, "path")}{(about is null ? "" : $" → {about.Bucket}/{about.Key}")}",
        ({ } landed, _) => $"{landed.Bucket}/{landed.Key}",
        (_, { } known) => string.Join(": ", SubjectAndNews.Select(name => Text(known, name)).Append(Message(known)).OfType<string>()),
        _ => "",
    };

    /// <summary>At which pipelines it started no run, or what its keys lack; nothing as a rule.</summary>
    public static string Of(IReadOnlyList<ListedDedupe>? notes) => string.Concat((notes ?? []).Select(note => note.DuplicateOf is { } first
        ? $"  (duplicate for {note.Pipeline} of {first})"
        : $"  (no dedupe_key for {note.Pipeline}: {note.Failure})"));

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
