namespace Weir.Http;

/// <summary>Where a project hears HTTP requests.</summary>
public sealed record ServerDefinition
{
    /// <summary>The address and the port. 127.0.0.1:7474 by default.</summary>
    public ListenAddress Listen { get; init; } = ListenAddress.Default;

    /// <summary>The names by which senders reach it, beside addresses and <c>localhost</c>. None by default.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];
}
