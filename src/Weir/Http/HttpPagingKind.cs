namespace Weir.Http;

/// <summary>What leads from one page of an answer to the next.</summary>
public enum HttpPagingKind
{
    /// <summary>The header <c>Link</c> with <c>rel="next"</c>.</summary>
    Link,

    /// <summary>An address in the answer.</summary>
    Next,

    /// <summary>A cursor in the answer, which the next request repeats.</summary>
    Cursor,

    /// <summary>A number that grows until a page is empty.</summary>
    Number,
}
