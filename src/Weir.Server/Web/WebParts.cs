using Microsoft.Extensions.Logging;

using Weir.Server.Access;
using Weir.Server.Access.Accounts;
using Weir.Server.Api;

namespace Weir.Server.Web;

/// <summary>What the web server stands on.</summary>
internal sealed record WebParts
{
    /// <summary>Where it listens; goes with the server.</summary>
    public required WebPlace Place { get; init; }

    /// <summary>What the API does.</summary>
    public required ApiParts Api { get; init; }

    /// <summary>The names by which browsers reach it, beside addresses and <c>localhost</c>.</summary>
    public required IReadOnlyList<string> Hosts { get; init; }

    /// <summary>Lets callers in.</summary>
    public required Door Door { get; init; }

    /// <summary>Says who may do what.</summary>
    public required Desk Desk { get; init; }

    /// <summary>What it serves beside the API.</summary>
    public IReadOnlyList<IWebPart> Parts { get; init; } = [];

    /// <summary>Takes what goes wrong.</summary>
    public required ILoggerProvider Logs { get; init; }
}
