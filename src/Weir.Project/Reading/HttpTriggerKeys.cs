using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

using Weir.Http;
using Weir.JsonSchemas;
using Weir.Pipelines;
using Weir.Project.Expressions;
using Weir.Project.Schema;
using Weir.Project.Yaml;

namespace Weir.Project.Reading;

/// <summary>The keys of a trigger that hears HTTP requests.</summary>
internal static partial class HttpTriggerKeys
{
    private const long MostBody = 100L << 20;
    private const long DefaultBody = 10L << 20;

    private static readonly TimeSpan DefaultWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    private static readonly Dictionary<string, string> Known = new[] { "POST", "PUT", "PATCH", "GET", "DELETE" }.ToDictionary(method => method);

    private static readonly Key<IReadOnlyList<string>> Method = new(
        "method", "By which methods requests come; one, or a list.", new OneOrMoreShape<string>("method", Scalars.Choice(Known, [])))
    {
        Default = "POST",
    };

    private static readonly Key<PathTemplate> Path = new(
        "path",
        "At which path. A name in braces stands for one segment: `/orders/{id}` has `event.params.id`.",
        new ScalarShape<PathTemplate>(new Description("string", "a path such as /orders/{id}"), TryReadPath))
    {
        IsRequired = true,
        Example = "/orders/{id}",
    };

    private static readonly Key<HandlebarsTemplate> SaveTo = new(
        "save_to",
        "The object that the body becomes, as bucket/key, before the request is answered. Other triggers hear of it as of any other object.",
        ObjectTemplates.Object)
    {
        Example = "\"raw/orders/{{event.id}}.json\"",
    };

    private static readonly Key<DocumentSchema> Schema = new(
        "schema", "A JSON Schema (draft 2020-12) that the body must fit: a file of the folder `schemas/`, or the schema itself.", new SchemaShape())
    {
        Example = "schemas/order.json",
    };

    private static readonly Key<TimeSpan> Wait = new(
        "wait", "Whether the answer waits for the end of the run, and how long; `true` is 30 seconds. A request that waited long enough is answered 202.", new WaitShape())
    {
        Default = "false",
    };

    private static readonly Key<long> MaxBody = new("max_body", "How large a body may be: at most 100MB, and 256KB without `save_to`.", Scalars.Size)
    {
        Default = "10MB, and 256KB without `save_to`",
    };

    private static readonly RecordShape<TriggerDefinition.Http> Map = new([Method, Path, SaveTo, Schema, Wait, MaxBody, HttpTriggerAuthKeys.Key], Build);

    /// <summary>The trigger's key.</summary>
    public static Key<TriggerDefinition.Http> Key { get; } = new(
        "http",
        "An HTTP request came, and was recorded before it was answered. Templates may name `event.body`, `event.params`, `event.query` and `event.headers`.",
        new Named(Map));

    /// <summary>What steps may name of a request.</summary>
    /// <param name="http">The trigger's map, as it stands in the file.</param>
    public static TemplateNames NamesFor(YamlNode? http) => NamesFor(http as YamlNode.Map, (http as YamlNode.Map)?[SaveTo.Name] is not null);

    private static TemplateNames NamesFor(YamlNode.Map? http, bool isSaved) => TemplateNames.OfHttp(
        [.. ParameterNames.Matches((http?[Path.Name] as YamlNode.Scalar)?.Text ?? "").Select(match => match.Groups[1].Value)], isSaved);

    private static TriggerDefinition.Http? Build(Fields fields, ReadingContext reading)
    {
        var isSaved = fields.TryGet(SaveTo, out var saveTo);
        var most = isSaved ? MostBody : TriggerDefinition.Http.MostBytesInEvent;
        var body = fields.Get(MaxBody, isSaved ? DefaultBody : most);
        if (body > most)
        {
            reading.Wrong(
                fields.NodeOf(MaxBody),
                "WEIR2325",
                $"{reading.Label} has a max_body of more than {(isSaved ? "100MB" : "256KB")}.",
                isSaved ? "Have larger contents put into the bucket." : "Add save_to: the body becomes an object then.");
            return null;
        }

        if (isSaved && saveTo!.LiteralStart.Split('/') is not [{ Length: > 0 }, _, ..])
        {
            reading.Wrong(
                fields.NodeOf(SaveTo), "WEIR2324", $"{reading.Label} has a save_to whose bucket is not known beforehand.", "Begin with the name of a bucket and a slash, such as raw/orders/.");
            return null;
        }

        return new TriggerDefinition.Http([.. fields.Get(Method, ["POST"]).Distinct()], fields.Get(Path))
        {
            SaveTo = saveTo,
            Schema = fields.TryGet(Schema, out var schema) ? schema : null,
            Wait = fields.TryGet(Wait, out var wait) && wait > TimeSpan.Zero ? wait : null,
            MaxBody = body,
            Auth = fields.TryGet(HttpTriggerAuthKeys.Key, out var auth) ? auth : null,
        };
    }

    private static bool TryReadPath(YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out PathTemplate value)
    {
        if (PathTemplate.TryParse(scalar.Text, out value) is { } why)
        {
            reading.Wrong(scalar, "WEIR2321", $"{reading.Label} is '{scalar.Text}', which {why}.", "Write a path such as /orders or /orders/{id}.");
        }

        return value is not null;
    }

    [GeneratedRegex(@"\{([A-Za-z_][A-Za-z0-9_]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex ParameterNames { get; }

    /// <summary>Where the body is to go may name all of the request, and not yet the object.</summary>
    private sealed class Named(Shape<TriggerDefinition.Http> shape) : Shape<TriggerDefinition.Http>
    {
        public override Description Describe => shape.Describe;

        public override bool TryRead(YamlNode node, ReadingContext reading, [MaybeNullWhen(false)] out TriggerDefinition.Http value) =>
            shape.TryRead(node, reading with { StepNames = NamesFor(node as YamlNode.Map, isSaved: false) }, out value);
    }

    /// <summary>True, false, or how long.</summary>
    private sealed class WaitShape : Shape<TimeSpan>
    {
        private static readonly ScalarShape<TimeSpan> Long = Scalars.Duration(LongestWait);

        public override Description Describe => Scalars.Boolean.Describe with { Or = Long.Describe };

        public override bool TryRead(YamlNode node, ReadingContext reading, out TimeSpan value)
        {
            if (node is not YamlNode.Scalar { Kind: ScalarKind.Boolean })
            {
                return Long.TryRead(node, reading, out value);
            }

            var good = Scalars.Boolean.TryRead(node, reading, out var waits);
            value = waits ? DefaultWait : TimeSpan.Zero;
            return good;
        }
    }
}
