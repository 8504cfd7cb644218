namespace Weir.Engine.Functions.Envelopes;

/// <summary>A request of HTTP.</summary>
internal sealed record HttpRequestFacts
{
    /// <summary>Names the request.</summary>
    public required string Id { get; init; }

    /// <summary>Such as <c>POST</c>.</summary>
    public required string Method { get; init; }

    /// <summary>Such as <c>/orders/7</c>.</summary>
    public required string Path { get; init; }

    /// <summary>What it was matched by, such as <c>POST /orders/{id}</c>.</summary>
    public required string RouteKey { get; init; }

    /// <summary>What follows the question mark, as it was sent. Empty by default.</summary>
    public string Query { get; init; } = "";

    /// <summary>The headers. A name may come several times.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The parts of the path that the route names.</summary>
    public IReadOnlyDictionary<string, string> PathParameters { get; init; } = new Dictionary<string, string>();

    /// <summary>The body; none when there is none.</summary>
    public byte[]? Body { get; init; }

    /// <summary>Who called.</summary>
    public string SourceAddress { get; init; } = "127.0.0.1";

    /// <summary>When.</summary>
    public required DateTimeOffset Time { get; init; }
}
