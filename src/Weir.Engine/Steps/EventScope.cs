using System.Globalization;
using System.Text.Json;

using Weir.Buckets;
using Weir.Events;
using Weir.Failures;

namespace Weir.Engine.Steps;

/// <summary>What templates may name of an event, under the word <c>event</c>.</summary>
/// <remarks>
/// Of every event: <c>id</c>, <c>type</c>, <c>time</c> (UTC, such as <c>2026-01-31T08:05:00.123Z</c>). Of an event of an
/// object also <c>bucket</c>, <c>key</c>, <c>etag</c>, <c>size</c>, <c>version</c>, and the parts of the key:
/// <c>folder</c> (up to and with the last slash, or empty), <c>name</c> (the rest), <c>stem</c> and <c>extension</c> (the
/// name's last dot and what follows it, or empty). So key = folder + name, and name = stem + extension. Of any other event, what its
/// data has; what is not known there is empty.
/// </remarks>
internal static class EventScope
{
    /// <summary>A scope that holds the event.</summary>
    /// <exception cref="RefusedException">WEIR4015: its data is no JSON that can be read.</exception>
    public static Dictionary<string, object?> Of(Event @event)
    {
        var named = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["id"] = @event.Id.ToString(),
            ["type"] = @event.Type,
            ["time"] = @event.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        };
        if (@event.Object is { } landed)
        {
            AddName(named, landed.Name);
            named["etag"] = landed.ETag;
            named["size"] = landed.Size;
            named["version"] = landed.Version;
        }

        if (@event.Data is { } data)
        {
            AddData(data, named);
        }

        return new Dictionary<string, object?>(StringComparer.Ordinal) { ["event"] = named };
    }

    private static void AddData(string data, Dictionary<string, object?> named)
    {
        try
        {
            using var json = JsonDocument.Parse(data);
            foreach (var member in json.RootElement.EnumerateObject())
            {
                named[member.Name] = ScopeValue.Of(member.Value, nothing: "");
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new RefusedException(
                new Failure("WEIR4015", $"What the event tells cannot be read: {error.Message}", "Send what it was about again, as JSON or as plain text."), error);
        }
    }

    /// <summary>Adds an object's name to what is known of the event.</summary>
    /// <param name="scope">A scope that holds an event.</param>
    /// <param name="name">The name.</param>
    public static void AddName(IReadOnlyDictionary<string, object?> scope, ObjectName name) =>
        AddName((Dictionary<string, object?>)scope["event"]!, name);

    private static void AddName(Dictionary<string, object?> named, ObjectName landed)
    {
        var key = landed.Key;
        var name = key[(key.LastIndexOf('/') + 1)..];
        var dot = name.LastIndexOf('.');
        var stem = dot > 0 ? name[..dot] : name;
        named["bucket"] = landed.Bucket;
        named["key"] = key;
        named["folder"] = key[..^name.Length];
        named["name"] = name;
        named["stem"] = stem;
        named["extension"] = name[stem.Length..];
    }
}
