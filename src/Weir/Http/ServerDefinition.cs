namespace Weir.Http;

/// <summary>Where a project hears HTTP requests, and where it shows what it does.</summary>
public sealed record ServerDefinition
{
    /// <summary>The address and the port. 127.0.0.1:7474 by default.</summary>
    public ListenAddress Listen { get; init; } = ListenAddress.Default;

    /// <summary>Where the dashboard and the API are; where it suits best when null: 127.0.0.1:7475 by default.</summary>
    public ListenAddress? Web { get; init; }

    /// <summary>The names by which senders reach it, beside addresses and <c>localhost</c>. None by default.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];
}
