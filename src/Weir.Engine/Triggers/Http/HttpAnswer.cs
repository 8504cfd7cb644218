using System.Text.Encodings.Web;
using System.Text.Json;

using Weir.Failures;

namespace Weir.Engine.Triggers.Http;

/// <summary>What a request is answered.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Body">The answer, as JSON in UTF-8.</param>
/// <param name="ContentType">What it is.</param>
internal sealed record HttpAnswer(int Status, byte[] Body, string ContentType = "application/json")
{
    /// <summary>Who reads it knows that it is JSON and no page.</summary>
    private static readonly JsonWriterOptions AsItIs = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Headers that come with it.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>An answer in JSON.</summary>
    /// <param name="status">The status code.</param>
    /// <param name="write">Writes the members.</param>
    public static HttpAnswer Json(int status, Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, AsItIs))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return new HttpAnswer(status, stream.ToArray());
    }

    /// <summary>A failure (RFC 9457).</summary>
    /// <param name="status">The status code.</param>
    /// <param name="failure">What is wrong.</param>
    /// <param name="more">Writes more members.</param>
    public static HttpAnswer Problem(int status, Failure failure, Action<Utf8JsonWriter>? more = null) => Json(status, json =>
    {
        json.WriteString("title", failure.Message);
        json.WriteNumber("status", status);
        json.WriteString("code", failure.Code);
        if (failure.Hint is { } hint)
        {
            json.WriteString("hint", hint);
        }

        more?.Invoke(json);
    }) with
    {
        ContentType = "application/problem+json",
    };

    /// <summary>The same may be asked again in a moment.</summary>
    public static HttpAnswer Later(Failure failure) => Problem(503, failure) with { Headers = [new("Retry-After", "5")] };
}
