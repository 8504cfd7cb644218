using Weir.Http;
using Weir.Project.Schema;

namespace Weir.Project.Reading;

/// <summary>The keys of <c>paging</c>: how the pages of an answer are found.</summary>
internal static class HttpPagingKeys
{
    private static readonly Key<string> By = new(
        "by",
        "What leads to the next page: the header `Link`, an address in the answer (`next`), a cursor in it, or a number that grows until a page is empty: "
        + "a `page` by one, an `offset` by `size`.",
        Scalars.Choice(new[] { "link", "next", "cursor", "page", "offset" }.ToDictionary(kind => kind), later: []))
    {
        IsRequired = true,
        Example = "link",
    };

    private static readonly Key<string> Parameter = new("parameter", "The parameter of the address that says which page is wanted.", Scalars.Text("the name of a parameter"))
    {
        Default = "page, offset or cursor, as 'by' says",
    };

    private static readonly Key<string> Path = new("path", "Where in the answer the next address or cursor stands.", Scalars.Text("names with dots between them"))
    {
        Example = "meta.next",
    };

    private static readonly Key<string> Items = new("items", "Where in the answer its list stands.", Scalars.Text("names with dots between them"))
    {
        Default = "the answer is the list",
        Example = "data",
    };

    private static readonly Key<int> Start = new("start", "The number of the first page, 1 when it is not said; or the first offset, 0 when it is not said.", Scalars.Integer(0, 1_000_000_000));

    private static readonly Key<int> Size = new("size", "How many items a page has, by which the offset grows.", Scalars.Integer(1, 1_000_000)) { Example = "100" };

    private static readonly Key<int> MaxPages = new("max_pages", "The most pages. More are a failure.", Scalars.Integer(1, 1_000_000)) { Default = "1000" };

    /// <summary>The key.</summary>
    public static Key<HttpPaging> Key { get; } = new(
        "paging",
        "How the pages of an answer are found. Without 'save_to' the output is one list of the items of all pages.",
        new RecordShape<HttpPaging>([By, Parameter, Path, Items, Start, Size, MaxPages], Build));

    private static HttpPaging? Build(Fields fields, ReadingContext reading)
    {
        var by = fields.Get(By);
        var wanted = by switch { "next" or "cursor" => Path, "offset" => (Schema.Key)Size, _ => null };
        var foreign = by switch
        {
            "link" => [Parameter, Path, Start, Size],
            "next" => [Parameter, Start, Size],
            "cursor" => [Start, Size],
            "page" => [Path, Size],
            _ => (Schema.Key[])[Path],
        };
        if (foreign.FirstOrDefault(fields.Has) is { } stray)
        {
            reading.Wrong(fields.NameOf(stray), "WEIR2534", $"{reading.Label} is by {by} and has '{stray.Name}'.", "Remove the key, or correct 'by'.");
            return null;
        }

        if (wanted is not null && !fields.Has(wanted))
        {
            reading.Wrong(fields.Map, "WEIR2534", $"{reading.Label} is by {by} and lacks '{wanted.Name}'.", $"Add {wanted.Name}: {wanted.Example}");
            return null;
        }

        return new HttpPaging(by switch
        {
            "link" => HttpPagingKind.Link,
            "next" => HttpPagingKind.Next,
            "cursor" => HttpPagingKind.Cursor,
            _ => HttpPagingKind.Number,
        })
        {
            Parameter = fields.Get(Parameter, by),
            Path = fields.Get(Path, ""),
            Items = fields.Get(Items, ""),
            Start = fields.Get(Start, by == "page" ? 1 : 0),
            Step = fields.Get(Size, 1),
            MaxPages = fields.Get(MaxPages, 1_000),
        };
    }
}
