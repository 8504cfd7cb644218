using Weir.Dashboard.Pages;

namespace Weir.Dashboard.Layout;

/// <summary>The ways to the pages that there are.</summary>
internal static class Navigation
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
        new("Access", "/users", "Users and tokens", "user"),
        new("Access", "/audit", "Audit log", "list"),
    ];

    /// <summary>Those that lead whoever looks somewhere.</summary>
    public static IEnumerable<NavigationItem> For(PageContext page) => Known.Where(item => page.Leads(item.Path) && (item.Path != "/" || page.Home == "/"));

    /// <summary>Whether a page is the one that an item leads to, or one below it.</summary>
    public static bool IsAt(NavigationItem item, string path) =>
        item.Path == "/" ? path == "/" : path == item.Path || path.StartsWith(item.Path + "/", StringComparison.Ordinal);
}
