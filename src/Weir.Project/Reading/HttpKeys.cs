using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

using Weir.Http;
using Weir.Pipelines;
using Weir.Project.Expressions;
using Weir.Project.Schema;
using Weir.Project.Yaml;
using Weir.Templates;

namespace Weir.Project.Reading;

/// <summary>The keys of a step that makes an HTTP request.</summary>
internal static partial class HttpKeys
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    private static readonly Key<string> Method = new("method", "The method.", Scalars.Choice(Methods.ToDictionary(m => m), later: []))
    {
        Default = "GET, or POST when something is sent",
    };

    private static readonly Key<HandlebarsTemplate> Url = new("url", "The address.", TextTemplates.Checked("an address with http:// or https://", LiteralChecks.IsAddress))
    {
        IsRequired = true,
        Example = "https://api.example.org/orders",
    };

    private static readonly Key<IReadOnlyDictionary<string, HandlebarsTemplate>> Headers = new(
        "headers", "Headers, by name.", new MapShape<HandlebarsTemplate>("header", TextTemplates.AnyScalar, CheckHeader))
    {
        Example = "{ Accept: application/json }",
    };

    private static readonly Key<IReadOnlyDictionary<string, HandlebarsTemplate>> Query = new(
        "query", "What is added to the address behind `?`, by name. Values are escaped as they must be.", Map("parameter"))
    {
        Example = "{ since: \"{{event.time}}\" }",
    };

    private static readonly Key<HandlebarsTemplate> Body = new("body", "The text that is sent.", TextTemplates.OfStep("a text"));

    private static readonly Key<ValueTemplate> Json = new("json", "The value that is sent, as JSON: any value, whose texts may hold `{{…}}`.", ValueTemplates.Shape)
    {
        Example = "{ order: \"{{event.stem}}\" }",
    };

    private static readonly Key<IReadOnlyDictionary<string, HandlebarsTemplate>> Form = new("form", "The fields of the form that is sent, by name.", Map("field"));

    private static readonly Key<HandlebarsTemplate> From = new("from", "The object, as bucket/key, whose content is sent.", ObjectTemplates.Object)
    {
        Example = "\"{{event.bucket}}/{{event.key}}\"",
    };

    private static readonly Key<HandlebarsTemplate> SaveTo = new(
        "save_to", "Where the answer lands, as bucket/key. Of several pages, `{{page}}` in it is the page's number.", new PagedName())
    {
        Default = "the answer is the step's output",
        Example = "raw/orders/{{page}}.json",
    };

    private static readonly Key<IReadOnlyList<ListShape<int>.Item>> Expect = new(
        "expect", "The statuses that are no failure.", new ListShape<int>("status", Scalars.Integer(200, 599)))
    {
        Default = "200 to 299",
        Example = "[200, 404]",
    };

    private static readonly Key<TimeSpan> Timeout = new(
        "timeout", "How long to wait for the answer to begin, and for each further part of it.", Scalars.Duration(TimeSpan.FromDays(1)))
    {
        Default = "1m",
    };

    private static readonly Key<long> MaxSize = new("max_size", "The most bytes of an answer that lands.", Scalars.Size) { Default = "10GB" };

    private static readonly Key[] Contents = [Body, Json, Form, From];

    /// <summary>The step's key; what it makes has no name yet.</summary>
    public static Key<StepDefinition.Http> Step { get; } = new(
        "http",
        "Makes an HTTP request. Later steps may name `steps.NAME.outputs.status`, `headers` and `body`.",
        new EitherShape<StepDefinition.Http>(
            new ScalarShape<StepDefinition.Http>(new Description("string", "an address, which may hold {{…}}"), TryReadAddress),
            new RecordShape<StepDefinition.Http>(
                [Method, Url, Headers, Query, Body, Json, Form, From, HttpAuthKeys.Key, SaveTo, MaxSize, Expect, Timeout, RetryKeys.Key, HttpPagingKeys.Key], Build)))
    {
        Example = "https://api.example.org/orders",
    };

    private static MapShape<HandlebarsTemplate> Map(string noun) => new(noun, TextTemplates.AnyScalar, (_, _) => { });

    private static bool TryReadAddress(YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out StepDefinition.Http value)
    {
        value = TextTemplates.Checked("an address", LiteralChecks.IsAddress).TryRead(scalar, reading, out var url)
            ? new StepDefinition.Http(new HttpDefinition { Url = url, Method = "GET" }) { Name = "" }
            : null;
        return value is not null;
    }

    private static StepDefinition.Http? Build(Fields fields, ReadingContext reading)
    {
        var contents = Contents.Where(fields.Has).ToList();
        if (contents.Count > 1)
        {
            return Wrong(fields.NameOf(contents[1]), $"sends '{contents[0].Name}' and '{contents[1].Name}'", "Remove one of the two.");
        }

        if (contents.Count == 1 && fields.TryGet(Method, out var said) && said is "GET" or "HEAD")
        {
            return Wrong(fields.NameOf(contents[0]), $"sends '{contents[0].Name}' with the method {said}", "Choose POST, PUT or PATCH, or put it into 'query'.");
        }

        var isSaved = fields.TryGet(SaveTo, out var saveTo);
        if (fields.Has(MaxSize) && !fields.Has(SaveTo))
        {
            return Wrong(fields.NameOf(MaxSize), "has 'max_size' and nothing that lands", "Add save_to: bucket/key, or remove it.");
        }

        var isPaged = fields.TryGet(HttpPagingKeys.Key, out var paging);
        if (isPaged && isSaved && !saveTo!.Values.Any(value => value.ToString().Contains("page", StringComparison.Ordinal)))
        {
            return Wrong(fields.NodeOf(SaveTo), "saves every page under the same name", "Put {{page}} into the name, such as raw/orders/{{page}}.json.");
        }

        return new StepDefinition.Http(new HttpDefinition
        {
            Url = fields.Get(Url),
            Method = fields.Get(Method, contents.Count == 0 ? "GET" : "POST"),
            Headers = TemplatesOf(Headers, fields),
            Query = TemplatesOf(Query, fields),
            Body = BodyOf(fields),
            Auth = fields.TryGet(HttpAuthKeys.Key, out var auth) ? auth : null,
            Expect = fields.TryGet(Expect, out var expect) ? [.. expect.Select(status => status.Value)] : [],
            Timeout = fields.Get(Timeout, TimeSpan.FromMinutes(1)),
            Retry = fields.Get(RetryKeys.Key, RetryDefinition.Default),
            SaveTo = saveTo,
            MaxSize = fields.Get(MaxSize, 10L << 30),
            Paging = paging,
        })
        {
            Name = "",
        };

        StepDefinition.Http? Wrong(YamlNode node, string what, string hint)
        {
            reading.Wrong(node, "WEIR2534", $"{reading.Label} {what}.", hint);
            return null;
        }
    }

    private static HttpBody? BodyOf(Fields fields) =>
        fields.TryGet(Body, out var text) ? new HttpBody.Text(text)
        : fields.TryGet(Json, out var value) ? new HttpBody.Json(value)
        : fields.TryGet(From, out var from) ? new HttpBody.Object(from)
        : fields.Has(Form) ? new HttpBody.Form(TemplatesOf(Form, fields))
        : null;

    private static Dictionary<string, Template> TemplatesOf(Key<IReadOnlyDictionary<string, HandlebarsTemplate>> key, Fields fields) =>
        fields.TryGet(key, out var all) ? all.ToDictionary(entry => entry.Key, Template (entry) => entry.Value) : [];

    private static void CheckHeader(YamlNode.Scalar name, ReadingContext reading)
    {
        if (!HeaderName.IsMatch(name.Text) || name.Text.ToLowerInvariant() is "content-length" or "transfer-encoding" or "connection" or "host")
        {
            reading.Wrong(name, "WEIR2535", $"'{name.Text}' cannot be a header of a request.", "Use letters, digits and '-'; what the connection needs is set by itself.");
        }
    }

    [GeneratedRegex("^[A-Za-z0-9!#$%&'*+.^_`|~-]+(?!\n)$", RegexOptions.CultureInvariant)]
    private static partial Regex HeaderName { get; }

    /// <summary>The name of an object, in which <c>page</c> may be named.</summary>
    private sealed class PagedName : Shape<HandlebarsTemplate>
    {
        public override Description Describe => ObjectTemplates.Object.Describe;

        public override bool TryRead(YamlNode node, ReadingContext reading, [MaybeNullWhen(false)] out HandlebarsTemplate value) => ObjectTemplates.Object.TryRead(
            node, reading with { StepNames = reading.StepNames with { Names = [.. reading.StepNames.Names, "page"] } }, out value);
    }
}
