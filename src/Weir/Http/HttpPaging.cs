namespace Weir.Http;

/// <summary>How the pages of an answer are found.</summary>
/// <param name="By">What leads to the next page.</param>
public sealed record HttpPaging(HttpPagingKind By)
{
    /// <summary>The parameter of the address that says which page is wanted. None for pages that name the address of the next one.</summary>
    public string Parameter { get; init; } = "";

    /// <summary>Where in the answer the next address or cursor stands, as names with dots between them.</summary>
    public string Path { get; init; } = "";

    /// <summary>Where in the answer its list stands, likewise. The answer itself is the list when empty.</summary>
    public string Items { get; init; } = "";

    /// <summary>The first page's number or offset.</summary>
    public long Start { get; init; }

    /// <summary>How much further the next page is.</summary>
    public long Step { get; init; } = 1;

    /// <summary>The most pages; more are a failure. 1,000 by default.</summary>
    public int MaxPages { get; init; } = 1_000;
}
