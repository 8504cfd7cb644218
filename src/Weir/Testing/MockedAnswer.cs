namespace Weir.Testing;

/// <summary>An answer to a request.</summary>
public sealed record MockedAnswer
{
    /// <summary>The status. 200 by default.</summary>
    public int Status { get; init; } = 200;

    /// <summary>The headers. None by default but a <c>Content-Type</c> for JSON.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The body. Empty by default.</summary>
    public TestContent? Body { get; init; }

    /// <summary>Why there is no answer at all, such as <c>connection refused</c>; there is one when none.</summary>
    public string? Error { get; init; }
}
