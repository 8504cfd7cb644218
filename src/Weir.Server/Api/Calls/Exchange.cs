using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

using Microsoft.AspNetCore.Http;

using Weir.Failures;
using Weir.Server.Access;
using Weir.Server.Operations;

namespace Weir.Server.Api.Calls;

/// <summary>Reads bodies and writes answers.</summary>
internal static class Exchange
{
    private const int DefaultLimit = 100;

    /// <summary>How many items a page is to have.</summary>
    public static int LimitOf(HttpContext http) => Ask.Limit.Get(http, DefaultLimit);

    public static Task AnswerAsync<T>(HttpContext http, T answer, JsonTypeInfo<T> type) =>
        http.Response.WriteAsJsonAsync(answer, Readable.Of(type), cancellationToken: http.RequestAborted);

    /// <summary>Answers a page of what was found, when one more was looked for than it is to have.</summary>
    public static Task PageAsync<T>(HttpContext http, IReadOnlyList<T> found, Func<T, string> end, JsonTypeInfo<Page<T>> type) =>
        AnswerAsync(http, Page<T>.Of(found, LimitOf(http), item => item, end), type);

    /// <summary>Answers what is never long.</summary>
    public static Task AllAsync<T>(HttpContext http, IReadOnlyList<T> items, JsonTypeInfo<Page<T>> type) =>
        AnswerAsync(http, new Page<T>(items, null), type);

    /// <summary>Where the last page ended; none for the first.</summary>
    public static string? AfterOf(HttpContext http) => Ask.After.TryGet(http, out var after) ? after : null;

    /// <summary>The same of a list whose places are numbers.</summary>
    /// <exception cref="RefusedException">WEIR7480: it is none.</exception>
    public static long? NumberAfter(HttpContext http) => Cursors.Number(AfterOf(http));

    /// <summary>Reads a body of JSON.</summary>
    /// <exception cref="RefusedException">WEIR7410: it is not what the call takes. WEIR7411: it is no JSON.</exception>
    public static async Task<T> BodyAsync<T>(HttpContext http, JsonTypeInfo<T> type)
        where T : class
    {
        var isOptional = http.GetEndpoint()?.Metadata.GetMetadata<ApiCall>()?.IsBodyOptional == true;
        if (isOptional && http.Request is { ContentLength: 0 or null, Headers.TransferEncoding.Count: 0 })
        {
            return JsonSerializer.Deserialize("{}", type)!;
        }

        if (!http.Request.HasJsonContentType())
        {
            throw Wrong.MediaType(http.Request.ContentType, ApiCall.Json);
        }

        try
        {
            var body = await JsonSerializer.DeserializeAsync(http.Request.Body, type, http.RequestAborted) ?? throw Wrong.Body("The body is empty.", Hint);
            if (NullItems.In(body, type) is { } list)
            {
                throw Wrong.Body($"The body has null among the items of '{list}'.", "Leave it out.");
            }

            http.Features.Get<AuditSubject>()?.Learn(body);
            return body;
        }
        catch (JsonException error)
        {
            throw Wrong.Body(MistakeOf(error), Hint);
        }
    }

    private const string Hint = "/api/v1/openapi.json describes what every call takes.";

    /// <summary>Without the names of our own types, which mean nothing to the caller.</summary>
    private static string MistakeOf(JsonException error)
    {
        const string missing = "required properties including: ";
        const string unmapped = "The JSON property '";
        var (text, place) = (error.Message, error.Path is null or "$" ? "" : $" at {error.Path}");
        if (text.IndexOf(missing, StringComparison.Ordinal) is >= 0 and var lacks)
        {
            return $"The body lacks {text[(lacks + missing.Length)..].Split(" Path:")[0].TrimEnd('.', ' ').Replace("; ", ", ", StringComparison.Ordinal)}{place}.";
        }

        if (text.StartsWith(unmapped, StringComparison.Ordinal))
        {
            return $"The body has a member that the call does not take: '{text[unmapped.Length..].Split('\'')[0]}'.";
        }

        return text.StartsWith("The JSON value could not", StringComparison.Ordinal) || text.Contains("null values", StringComparison.Ordinal)
            ? $"The body has another value than the call takes{place}."
            : $"The body is no JSON: line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}.";
    }
}
