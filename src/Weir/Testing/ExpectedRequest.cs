namespace Weir.Testing;

/// <summary>Requests that steps and notifications made.</summary>
/// <param name="Line">Where it stands in its file.</param>
/// <param name="Request">Which.</param>
public sealed record ExpectedRequest(int Line, RequestPattern Request)
{
    /// <summary>How many. One by default.</summary>
    public int Count { get; init; } = 1;

    /// <summary>Headers that they must have. None by default.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>What their body must be; of JSON objects, only what is written out counts. None when anything will do.</summary>
    public TestContent? Body { get; init; }
}
