using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;

using Weir.Server.Access;
using Weir.Server.Api.Calls;

namespace Weir.Server.Api.Describing;

/// <summary>The description of all calls (OpenAPI 3.1), made of what they say of themselves.</summary>
internal static class OpenApiDocument
{
    private static readonly int[] EveryCallFails = [400, 401, 403, 503];

    /// <summary>A body that is not said to be JSON is refused wherever one is taken.</summary>
    private static readonly int[] WithJsonFails = [415];

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",

        // A document of its own, never part of a page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The description as a file.</summary>
    /// <param name="endpoints">Everything that is served; what is no call is left out.</param>
    public static string TextOf(IEnumerable<Endpoint> endpoints) => Of(endpoints).ToJsonString(Indented) + "\n";

    /// <summary>The description.</summary>
    /// <param name="endpoints">Everything that is served; what is no call is left out.</param>
    public static JsonObject Of(IEnumerable<Endpoint> endpoints)
    {
        var schemas = new SchemaBook();
        var paths = new JsonObject();
        var subjects = new List<string>();
        foreach (var endpoint in endpoints.OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<ApiCall>() is not { } call)
            {
                continue;
            }

            var path = "/" + (endpoint.RoutePattern.RawText ?? "").TrimStart('/');
            var method = endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods[0].ToLowerInvariant();
            paths.TryAdd(path, new JsonObject());
            paths[path]![method] = Operation(call, path, endpoint.Metadata.GetMetadata<Needs>()?.Role, schemas);
            if (!subjects.Contains(call.Subject))
            {
                subjects.Add(call.Subject);
            }
        }

        var problem = schemas.Of(ApiJson.Default.Problem);
        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "Weir",
                ["version"] = "1",
                ["description"] = "What a running `weir up` can be asked. Lists are answered in pages: `next` of one is `after` of the next. "
                    + "Failures are problems (RFC 9457) with the code that the reference of errors explains.",
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }),
            ["security"] = new JsonArray(new JsonObject { ["token"] = new JsonArray() }),
            ["tags"] = new JsonArray([.. subjects.Select(subject => (JsonNode)new JsonObject { ["name"] = subject })]),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["securitySchemes"] = new JsonObject
                {
                    ["token"] = new JsonObject
                    {
                        ["type"] = "http",
                        ["scheme"] = "bearer",
                        ["description"] = "The token of the section [weir] of .weir/ENVIRONMENT/credentials, or one that was made for somebody.",
                    },
                },
                ["responses"] = new JsonObject
                {
                    ["Problem"] = new JsonObject
                    {
                        ["description"] = "What went wrong, and what to do.",
                        ["content"] = new JsonObject { [Problem.ContentType] = new JsonObject { ["schema"] = problem } },
                    },
                },
                ["schemas"] = schemas.All,
            },
        };
    }

    private static JsonObject Operation(ApiCall call, string path, Role? role, SchemaBook schemas)
    {
        var operation = new JsonObject
        {
            ["operationId"] = call.Id,
            ["tags"] = new JsonArray(call.Subject),
            ["summary"] = call.Summary,
            ["description"] = $"{(call.Remarks is null ? "" : call.Remarks + " ")}For the role {role?.ToString().ToLowerInvariant() ?? "of anybody"}.",
        };
        if (call.Asks.Count > 0)
        {
            operation["parameters"] = new JsonArray([.. call.Asks.Select(ask => Parameter(ask, path))]);
        }

        if (call.Body is not null || call.BodyType is not null)
        {
            operation["requestBody"] = new JsonObject
            {
                ["required"] = !call.IsBodyOptional,
                ["content"] = new JsonObject
                {
                    [call.BodyType ?? ApiCall.Json] = new JsonObject { ["schema"] = call.Body is { } body ? schemas.Of(body) : SchemaOf(call.BodyType!) },
                },
            };
        }

        var content = new JsonObject();
        foreach (var type in call.AnswerTypes)
        {
            content[type] = new JsonObject { ["schema"] = call.Answer is { } answer ? schemas.Of(answer) : SchemaOf(type) };
        }

        var good = new JsonObject { ["description"] = ReasonPhrases.GetReasonPhrase(call.AnswerStatus) };
        if (content.Count > 0)
        {
            good["content"] = content;
        }

        var responses = new JsonObject { [$"{call.AnswerStatus}"] = good };
        foreach (var status in EveryCallFails.Concat(call.Fails).Concat(call.Body is null ? [] : WithJsonFails).Order().Distinct())
        {
            responses[$"{status}"] = new JsonObject { ["$ref"] = "#/components/responses/Problem" };
        }

        operation["responses"] = responses;
        return operation;
    }

    private static JsonObject Parameter(Parameter ask, string path)
    {
        var isInPath = path.Contains($"{{{ask.Name}}}", StringComparison.Ordinal);
        return new JsonObject
        {
            ["name"] = ask.Name,
            ["in"] = isInPath ? "path" : "query",
            ["required"] = isInPath || ask.IsRequired,
            ["description"] = ask.About,
            ["schema"] = ask.Schema(),
        };
    }

    private static JsonObject SchemaOf(string mediaType) => mediaType switch
    {
        ApiCall.PlainText => new JsonObject { ["type"] = "string" },
        ApiCall.Json or ApiCall.JsonLines => [],
        _ => new JsonObject { ["type"] = "string", ["format"] = "binary" },
    };
}
