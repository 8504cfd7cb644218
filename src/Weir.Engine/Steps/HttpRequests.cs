using System.Net.Http.Headers;
using System.Text;

using Weir.Engine.Http;
using Weir.Engine.Telemetry;
using Weir.Failures;
using Weir.Http;
using Weir.Templates;

namespace Weir.Engine.Steps;

/// <summary>Fills in the request of a step.</summary>
internal static class HttpRequests
{
    /// <param name="definition">The request.</param>
    /// <param name="context">The run.</param>
    /// <param name="key">Names the step of the run, for servers that know a request again.</param>
    /// <param name="open">Opens the object that is sent; none when none is.</param>
    /// <exception cref="RefusedException">WEIR6620, WEIR6626: it became none that can be made.</exception>
    public static OutgoingRequest Of(HttpDefinition definition, StepContext context, string key, Func<Stream>? open)
    {
        var headers = definition.Headers.Select(header => new KeyValuePair<string, string>(header.Key, Line(header.Key, header.Value.Render(context.Scope)))).ToList();
        if (AuthorizationOf(definition.Auth, context) is { } authorization)
        {
            headers.Add(new("Authorization", Line("Authorization", authorization)));
        }

        if (definition.Method is "POST" or "PATCH" && !headers.Exists(header => header.Key.Equals("Idempotency-Key", StringComparison.OrdinalIgnoreCase)))
        {
            headers.Add(new("Idempotency-Key", key));
        }

        if (Traces.After(context.Event) is { } trace && !headers.Exists(header => header.Key.Equals("traceparent", StringComparison.OrdinalIgnoreCase)))
        {
            headers.Add(new("traceparent", trace));
        }

        if (!headers.Exists(header => header.Key.Equals("User-Agent", StringComparison.OrdinalIgnoreCase)))
        {
            headers.Add(new("User-Agent", "weir"));
        }

        return new OutgoingRequest(new HttpMethod(definition.Method), AddressOf(definition, context))
        {
            Headers = headers,
            MakeContent = ContentOf(definition.Body, context, open),
        };
    }

    private static Uri AddressOf(HttpDefinition definition, StepContext context)
    {
        var text = definition.Url.Render(context.Scope);
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.UserInfo.Length == 0
            ? QueryText.With(address, definition.Query.Select(parameter => new KeyValuePair<string, string>(parameter.Key, parameter.Value.Render(context.Scope))))
            : throw new RefusedException(HttpFailures.NoAddress(text));
    }

    private static string? AuthorizationOf(HttpAuth? auth, StepContext context) => auth switch
    {
        HttpAuth.Basic(var user, var password) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user.Render(context.Scope)}:{password.Render(context.Scope)}")),
        HttpAuth.Bearer(var token) => "Bearer " + token.Render(context.Scope),
        _ => null,
    };

    private static Func<HttpContent?> ContentOf(HttpBody? body, StepContext context, Func<Stream>? open) => body switch
    {
        HttpBody.Text(var text) => Of(Encoding.UTF8.GetBytes(text.Render(context.Scope)), "text/plain; charset=utf-8"),
        HttpBody.Json(var value) => Of(value.Render(context.Scope), "application/json"),
        HttpBody.Form(var fields) => Of(FormOf(fields, context), "application/x-www-form-urlencoded"),
        HttpBody.Object => () => Typed(new StreamContent(open!()), "application/octet-stream"),
        _ => () => null,
    };

    private static byte[] FormOf(IReadOnlyDictionary<string, Template> fields, StepContext context) => Encoding.UTF8.GetBytes(
        string.Join('&', fields.Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value.Render(context.Scope))}")));

    private static Func<HttpContent?> Of(byte[] bytes, string type) => () => Typed(new ByteArrayContent(bytes), type);

    private static HttpContent Typed(HttpContent content, string type)
    {
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return content;
    }

    /// <summary>RFC 9110, section 5.5: what is not ASCII means different things to different servers, and is not sent.</summary>
    private static string Line(string name, string value) =>
        value.AsSpan().IndexOfAny("\r\n\0") >= 0 ? throw Unfit(name, "a line break", "See what its template names.")
        : !Ascii.IsValid(value) ? throw Unfit(name, "a character that is not ASCII", "Send it in the body, or encode it.")
        : value;

    private static RefusedException Unfit(string name, string what, string hint) =>
        new(new Failure("WEIR6626", $"The header '{name}' has {what} in it, which no header can have.", hint));
}
