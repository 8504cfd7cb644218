using Microsoft.AspNetCore.Routing;

namespace Weir.Dashboard.Layout;

/// <summary>The ways to the pages that there are.</summary>
internal sealed class Navigation
{
    private static readonly NavigationItem[] Known =
    [
        new("", "/", "Flow", "flow"),
        new("", "/runs", "Runs", "runs"),
        new("", "/approvals", "Approvals", "approve"),
        new("", "/dead-letters", "Dead letters", "letter"),
        new("", "/schedules", "Schedules", "clock"),
        new("Data", "/tables", "Tables", "table"),
        new("Data", "/quarantine", "Quarantine", "shield"),
        new("Data", "/reconciliations", "Reconciliation", "scale"),
        new("Data", "/datasets", "Datasets", "layers"),
        new("Data", "/query", "Query", "terminal"),
        new("Data", "/upload", "Upload", "upload"),
        new("Access", "/users", "Users", "user"),
        new("Access", "/audit", "Audit log", "list"),
    ];

    /// <summary>Those that lead somewhere.</summary>
    public IReadOnlyList<NavigationItem> Items { get; private set; } = [];

    /// <summary>Looks which pages there are.</summary>
    public void Learn(IEndpointRouteBuilder routes)
    {
        var paths = routes.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Select(endpoint => endpoint.RoutePattern.RawText).ToHashSet();
        Items = [.. Known.Where(item => paths.Contains(item.Path))];
    }

    /// <summary>Whether there is a page.</summary>
    public bool Leads(string path) => Items.Any(item => item.Path == path);

    /// <summary>Whether a page is the one that an item leads to, or one below it.</summary>
    public static bool IsAt(NavigationItem item, string path) =>
        item.Path == "/" ? path == "/" : path == item.Path || path.StartsWith(item.Path + "/", StringComparison.Ordinal);
}
