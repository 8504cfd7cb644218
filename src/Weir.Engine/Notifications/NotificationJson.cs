using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Weir.Engine.Notifications;

/// <summary>Notifications as programs get them, and as Slack does.</summary>
internal static class NotificationJson
{
    /// <summary>Slack shows no more of one text.</summary>
    private const int LongestText = 2_800;

    private static readonly JsonWriterOptions AsItIs = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>For webhooks and commands, as UTF-8.</summary>
    public static byte[] Of(Notification notification) => Write(json =>
    {
        json.WriteString("id", notification.Id);
        json.WriteString("kind", notification.Kind);
        json.WriteString("project", notification.Project);
        json.WriteString("time", notification.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        json.WriteString("title", notification.Title);
        foreach (var (name, value) in notification.Facts)
        {
            json.WriteString(name, value);
        }

        WriteIfAny(json, "text", notification.Text);
        WriteIfAny(json, "log", notification.Log);
        WriteIfAny(json, "command", notification.Command);
    });

    /// <summary>For Slack, as UTF-8: the text of one message, which nothing in it can turn into mentions or links.</summary>
    public static byte[] ForSlack(Notification notification) => Write(json =>
    {
        var facts = string.Join('\n', notification.Facts.Select(fact => $"{fact.Key}: `{Escaped(fact.Value).Replace('`', '\'')}`"));
        string?[] parts =
        [
            $"*{Escaped(notification.Title).Replace('*', '·')}*",
            facts.Length > 0 ? facts : null,
            notification.Text is { } text ? Escaped(Cut(text)) : null,
            notification.Log is { } log ? $"```\n{Escaped(Cut(log)).Replace("```", "'''", StringComparison.Ordinal)}\n```" : null,
            notification.Command is { } command ? $"`{Escaped(command)}`" : null,
        ];
        json.WriteString("text", string.Join('\n', parts.OfType<string>()));
    });

    private static string Cut(string text) => text.Length <= LongestText ? text : "…" + text[^LongestText..];

    private static string Escaped(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    private static void WriteIfAny(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, AsItIs))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }
}
