using System.Diagnostics.CodeAnalysis;

using Weir.Project.Schema;
using Weir.Project.Yaml;
using Weir.Testing;

namespace Weir.Project.Testing;

/// <summary>The keys of requests that a test answers.</summary>
internal static class MockKeys
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    private static readonly Key<RequestPattern> Request = new(
        "request",
        "Which requests: the method and the address. Without `?` the address means any query, with it those parameters in any order; `*` stands for any characters but `/`.",
        new ScalarShape<RequestPattern>(new Description("string", "a method and an address such as GET https://api.example.com/items") { Pattern = "^[A-Z]+ https?://" }, ReadRequest))
    {
        IsRequired = true,
        Example = "GET https://api.example.com/items",
    };

    private static readonly Key<int> Status = new("status", "The status.", Scalars.Integer(100, 599)) { Default = "200" };

    private static readonly Key<string> Error = new("error", "Why there is no answer at all: the connection ends with this.", Scalars.Text("a text")) { Example = "connection refused" };

    private static readonly Key<IReadOnlyList<MockedAnswer>> Answer = new(
        "answer",
        "The answer to every such request, or a list of answers, one after the other, whose last one stays.",
        new OneOrListShape<MockedAnswer>("answer", new RecordShape<MockedAnswer>([Status, HeaderKeys.Key, .. ContentKeys.All, Error], BuildAnswer)))
    {
        IsRequired = true,
        Example = "{ json: { id: 1 } }",
    };

    /// <summary>The key of a test.</summary>
    public static Key<IReadOnlyList<MockedRequest>> Key { get; } = new(
        "http",
        "The requests that are answered, in place of the web; a step that makes any other fails. The first that fits is taken, of those that name a query before the others.",
        new AnyListShape<MockedRequest>(
            "request", new RecordShape<MockedRequest>([Request, Answer], (fields, _) => new MockedRequest(fields.Get(Request), fields.Get(Answer)))));

    /// <summary>Which requests are meant.</summary>
    public static Key<RequestPattern> Pattern => Request;

    private static MockedAnswer BuildAnswer(Fields fields, ReadingContext reading)
    {
        if (fields.Has(Error) && (fields.Has(Status) || ContentKeys.IsIn(fields)))
        {
            reading.Wrong(fields.NameOf(Error), "WEIR2617", $"{reading.Label} has 'error' and an answer; it can be only one of them.", "Remove one of them.");
        }

        return new MockedAnswer
        {
            Status = fields.Get(Status, 200),
            Headers = fields.Get(HeaderKeys.Key, HeaderKeys.None),
            Body = ContentKeys.Of(fields, reading),
            Error = fields.TryGet(Error, out var error) ? error : null,
        };
    }

    private static bool ReadRequest(YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out RequestPattern value)
    {
        value = new RequestPattern(scalar.Text);
        if (scalar.Text.Split(' ') is [var method, var address] && Methods.Contains(method)
            && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
        {
            return true;
        }

        reading.Wrong(
            scalar, "WEIR2614", $"'{scalar.Text}' is no request.", $"Write a method and an address, such as GET https://api.example.com/items; methods are {string.Join(", ", Methods)}.");
        return false;
    }
}
