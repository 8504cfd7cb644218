namespace Weir.Browser.Tests;

/// <summary>The pages that everybody's tests go through: whoever makes a page adds it here.</summary>
public static class Pages
{
    /// <summary>A path, and what its pictures are called.</summary>
    public static TheoryData<string, string> All => new()
    {
        { "/", "flow" },
        { "/runs", "runs" },
        { "/approvals", "approvals" },
        { "/dead-letters", "dead-letters" },
        { "/schedules", "schedules" },
        { "/runs/nowhere", "error" },
        { "/tables", "tables" },
        { "/tables/orders?span=day", "table" },
        { "/tables/orders/rows", "table-rows" },
        { "/tables/orders/loads", "table-loads" },
        { "/tables/orders/schema", "table-schema" },
        { "/tables/order_days/partitions", "table-partitions" },
        { "/quarantine", "quarantine" },
        { "/loads/1", "load" },
        { "/reconciliations", "reconciliations" },
        { "/reconciliations/orders_complete", "reconciliation" },
        { "/datasets", "datasets" },
        { "/query", "query" },
        { "/query?q=SELECT%20customer%2C%20sum%28amount%29%20AS%20total%20FROM%20orders%20GROUP%20BY%20ALL%20ORDER%20BY%202", "query-answer" },
        { "/query?q=SELECT%20nothing", "query-failed" },
        { "/upload", "upload" },
        { "/users", "users" },
        { "/audit", "audit" },
    };
}
