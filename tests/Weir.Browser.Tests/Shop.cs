using Weir.Engine.Triggers;
using Weir.Server.Operations;

namespace Weir.Browser.Tests;

/// <summary>A project with something of everything in it: what succeeds, what fails, what waits, and rows that are refused.</summary>
internal static class Shop
{
    /// <summary>A name that is markup when somebody forgets to say that it is not.</summary>
    public const string Nasty = "\"><img src=x onerror=document.title='broken'>";

    public static IReadOnlyDictionary<string, string> Files { get; } = new Dictionary<string, string>
    {
        ["weir.yaml"] =
            """
            project: shop
            buckets:
              raw: {}
              curated: {}
              lake: {}
            tenants: { acme: , globex: { objects: [raw/customers/globex/, curated/globex/] } }
            pipelines:
              sync:
                triggers: [{ manual: true }]
                inputs: { who: { required: true } }
                tenant: "{{inputs.who}}"
                steps:
                  - name: look
                    shell: echo accounts of {{quote inputs.who}} read
              curate:
                triggers: [{ object_created: raw/orders/**.json }]
                steps:
                  - copy: { from: "{{event.bucket}}/{{event.key}}", to: "curated/{{event.key}}" }
              price-check:
                triggers: [{ object_created: raw/prices/** }]
                steps:
                  - name: compare
                    shell: |
                      echo "comparing $KEY with last week"
                      echo "17 prices read"
                      echo "price of sku A-17 rose by 412 %" >&2
                      exit 3
                    env: { KEY: "{{event.key}}" }
                    retry: { max_attempts: 1 }
              publish-catalog:
                triggers: [{ object_created: raw/catalog/** }]
                steps:
                  - name: ask
                    approve: "Publish the catalog {{event.key}}?"
                  - name: publish
                    copy: { from: "{{event.bucket}}/{{event.key}}", to: "curated/{{event.key}}" }
              nightly-report:
                triggers: [{ schedule: { cron: "0 2 * * *", timezone: Europe/Vienna } }]
                steps:
                  - name: report
                    shell: echo "report written"
              slow-import:
                triggers: [{ object_created: raw/slow/** }]
                steps:
                  - name: read
                    shell: |
                      echo "line one"
                      while [ ! -e "$WEIR_PROJECT_DIR/go" ]; do sleep 0.1; done
                      echo "the last line"
            tables:
              orders:
                source: curated/orders/**.json
                columns:
                  id: { type: bigint, nullable: false }
                  customer: { type: varchar }
                  amount: { type: "decimal(10,2)" }
                tests:
                  - not_null: [customer]
              order_days:
                source: curated/orders/**.json
                storage: { parquet: lake/orders }
                columns:
                  id: { type: bigint, nullable: false }
            reconciliations:
              orders_complete:
                source: orders
                target: order_days
                key: [id]
            """,
    };

    /// <summary>Lands files, and waits until all that follows has happened.</summary>
    public static async Task FillAsync(IOperations operations, TimeSpan patience)
    {
        var arrivals = new List<Arrival>();
        for (var at = 1; at <= 24; at++)
        {
            Add($"raw/orders/2026/{at:D3}.json", $$"""{"id": {{at}}, "customer": "customer {{at % 7}}", "amount": {{at * 3}}.50}""");
        }

        Add("raw/orders/2026/900.json", """{"id": "none", "customer": "nobody", "amount": 1}""");
        Add($"raw/orders/{Nasty}.json", """{"id": 901, "customer": "<script>document.title='broken'</script>", "amount": 1}""");
        Add("raw/prices/week-47.csv", "sku,price\nA-17,4.20\n");
        Add("raw/catalog/winter.json", "{}");
        await operations.PutAsync(arrivals, default);
        using var end = new CancellationTokenSource(patience);
        foreach (var who in new[] { "acme", "globex" })
        {
            await operations.RequestRunAsync(new RunOrder("sync", new Dictionary<string, string> { ["who"] = who }), end.Token);
        }

        while (true)
        {
            var runs = await operations.ListRunsAsync(100, end.Token);
            var loads = (await operations.ListLoadsAsync(new() { Table = "orders", Limit = 100 }, end.Token)).Items;
            var days = (await operations.ListLoadsAsync(new() { Table = "order_days", Limit = 100 }, end.Token)).Items;
            if (loads.Count >= 26 && days.Count >= 26 && runs.Any(run => run.State == "failed") && runs.Any(run => run.State == "waiting"))
            {
                break;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), end.Token);
        }

        await operations.ReconcileAsync("orders_complete", full: false, limit: 10, end.Token);

        void Add(string name, string content) => arrivals.Add(new Arrival(Site.NameOf(name), () => new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content))));
    }
}
