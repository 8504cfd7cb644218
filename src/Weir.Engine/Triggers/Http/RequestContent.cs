using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

using Weir.Engine.Steps;
using Weir.Failures;
using Weir.JsonSchemas;
using Weir.Pipelines;

namespace Weir.Engine.Triggers.Http;

/// <summary>What a request brought.</summary>
/// <param name="Bytes">The body as it was sent.</param>
/// <param name="Json">The body as JSON; none when it is something else.</param>
/// <param name="Text">The body as a text; none when it is JSON or no text.</param>
internal sealed record RequestContent(byte[] Bytes, string? Json, string? Text)
{
    private const int MostFaults = 20;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a body as its trigger wants it.</summary>
    /// <param name="trigger">The trigger.</param>
    /// <param name="request">The request.</param>
    /// <param name="body">Its body.</param>
    /// <param name="refusal">The answer when the body is not as it should be.</param>
    public static RequestContent? Read(TriggerDefinition.Http trigger, InboundRequest request, byte[] body, out HttpAnswer? refusal)
    {
        refusal = null;
        string? text = null;
        try
        {
            text = Strict.GetString(body);
        }
        catch (DecoderFallbackException)
        {
            // Bytes are fine where they become an object.
        }

        var isJson = trigger.Schema is not null || (body.Length > 0 && IsJson(request.Header("content-type")));
        if (!isJson)
        {
            refusal = text is null && trigger.SaveTo is null ? Wrong("The body is no text in UTF-8.") : null;
            return refusal is null ? new RequestContent(body, null, text) : null;
        }

        try
        {
            if (text is null || !ScopeValue.CanBe(text))
            {
                refusal = Wrong(text is null ? "The body is no text in UTF-8." : "The body is no JSON, or is nested more than 50 deep.");
                return null;
            }

            using var json = JsonDocument.Parse(text);
            refusal = trigger.Schema?.Check(json.RootElement) is [_, ..] faults ? Unfit(faults) : null;
            return refusal is null ? new RequestContent(body, text, null) : null;
        }
        catch (JsonException wrong)
        {
            refusal = Wrong($"The body is no JSON: {wrong.Message}");
            return null;
        }
    }

    private static bool IsJson(string contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType is { } media
        && (media.Equals("application/json", StringComparison.OrdinalIgnoreCase) || media.EndsWith("+json", StringComparison.OrdinalIgnoreCase));

    private static HttpAnswer Wrong(string message) =>
        HttpAnswer.Problem(400, new Failure("WEIR7106", message, "Send JSON with 'Content-Type: application/json', or text in UTF-8."));

    private static HttpAnswer Unfit(IReadOnlyList<JsonFault> faults) => HttpAnswer.Problem(
        422,
        new Failure("WEIR7107", "The body does not fit the schema.", null),
        json =>
        {
            json.WriteStartArray("faults");
            foreach (var fault in faults.Take(MostFaults))
            {
                json.WriteStartObject();
                json.WriteString("path", fault.Path);
                json.WriteString("message", fault.Message);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
}
