using System.Text.Json;

using Weir.Engine.Triggers;
using Weir.Server.Operations;

namespace Weir.Browser.Tests;

/// <summary>A project in which everything that somebody may write is what a page finds hard to show.</summary>
/// <param name="text">What stands in keys and in the project.</param>
/// <param name="worse">What stands in rows, messages and what steps write.</param>
internal sealed class Hostile(string text, string worse)
{
    /// <summary>What a page must show as what it is. Its letters are those that a key may have, too.</summary>
    public const string Text = "\"'><img src=x onerror=window.hit=1><svg onload=window.hit=1>javascript:hit=1 {{7*7}}";

    /// <summary>The same with what no key can have: an end of a script, letters that turn the text around, and such that are none.</summary>
    public const string Worse = "</script></textarea></title><script>window.hit=1</script>" + Text + " \u202Etxt.exe\u202C \u0007\u001B[31m\u2028]]>&lt;b&gt;";

    public IReadOnlyDictionary<string, string> Files => new Dictionary<string, string>
    {
        ["weir.yaml"] =
            $$$"""
            project: hostile
            buckets: { raw: {}, curated: {}, lake: {} }
            tenants: { acme: }
            pipelines:
              curate:
                triggers: [{ object_created: raw/orders/**.json }]
                steps:
                  - copy: { from: "{{event.bucket}}/{{event.key}}", to: "curated/{{event.key}}" }
              ask:
                triggers: [{ object_created: raw/ask/** }]
                steps:
                  - name: Ask_Them
                    approve: {{{JsonSerializer.Serialize($"Publish {{{{event.key}}}} {text.Replace("{{7*7}}", "", StringComparison.Ordinal)}?")}}}
              told:
                triggers: [{ message: told }]
                retry: { max_attempts: 1 }
                steps:
                  - name: fail
                    shell: |
                      printf '%s\n' "$WORSE"
                      printf '%s\n' "$WORSE" >&2
                      exit 3
                    env: { WORSE: {{{JsonSerializer.Serialize(worse.Replace("{{7*7}}", "{ {7*7} }", StringComparison.Ordinal))}}} }
              slow:
                triggers: [{ manual: true }]
                inputs: { text: { required: true } }
                steps:
                  - name: write
                    shell: |
                      printf '%s\n' "$WORSE"
                      while [ ! -e "$WEIR_PROJECT_DIR/go" ]; do sleep 0.1; done
                    env: { WORSE: "{{inputs.text}}" }
              nightly:
                triggers: [{ schedule: "0 2 * * *" }]
                steps: [{ shell: "true" }]
            tables:
              orders:
                source: curated/orders/**.json
                columns:
                  id: { type: bigint, nullable: false }
                  customer: { type: varchar }
                tests:
                  - accepted_values: { column: customer, values: [{{{JsonSerializer.Serialize(text.Replace("{{7*7}}", "", StringComparison.Ordinal))}}}] }
                    severity: warn
              customers:
                source: curated/orders/**.json
                storage: { parquet: lake/customers, partition_by: [mark] }
                columns:
                  id: { type: bigint, nullable: false }
                  customer: { type: varchar }
                  mark: { type: varchar }
              wild:
                source: curated/wild/**.json
            reconciliations:
              both: { source: orders, target: customers, key: [customer] }
            """,
    };

    /// <summary>Has all of it happen, and waits until it has.</summary>
    public async Task FillAsync(IOperations operations, TimeSpan patience)
    {
        using var end = new CancellationTokenSource(patience);
        var json = JsonSerializer.Serialize(worse);
        await PutAsync($"raw/orders/{text}.json", $$"""[{"id": 1, "customer": {{json}}, "mark": "<img src=x onerror=window.hit=1>"}, {"id": {{json}}, "customer": "refused"}]""");
        await PutAsync($"raw/ask/{text}", "{}");
        await PutAsync($"curated/wild/{text}.json", $$"""{ {{JsonSerializer.Serialize(text)}}: {{json}}, "of": { {{json}}: [{{json}}] } }""");
        await operations.PublishAsync(new MessageOrder("told", $$"""{"text": {{json}}, {{json}}: 1}"""), end.Token);
        await operations.RequestRunAsync(new RunOrder("slow", new Dictionary<string, string> { ["text"] = worse }), end.Token);
        await operations.CreateDatasetAsync(new DatasetOrder($"lake/sets/{text}", [$"raw/ask/{text}"]), end.Token);
        while ((await operations.ListRunsAsync(100, end.Token)).Select(run => run.State).Intersect(["failed", "waiting", "running"]).Count() < 3
            || (await operations.ListLoadsAsync(new() { Table = "orders", Limit = 10 }, end.Token)).Items.Count == 0
            || (await operations.ListLoadsAsync(new() { Table = "wild", Limit = 10 }, end.Token)).Items.Count == 0
            || (await operations.ListLoadsAsync(new() { Table = "customers", Limit = 10 }, end.Token)).Items.Count == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), end.Token);
        }

        await operations.UnloadAsync((await operations.ListLoadsAsync(new() { Table = "customers", Limit = 10 }, end.Token)).Items[0].LoadId, isDryRun: false, end.Token);
        await operations.ReconcileAsync("both", full: false, limit: 10, end.Token);

        Task PutAsync(string name, string content) =>
            operations.PutAsync([new Arrival(Site.NameOf(name), () => new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content)))], end.Token);
    }
}
