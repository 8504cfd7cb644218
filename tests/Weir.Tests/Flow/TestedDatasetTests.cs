using Weir.Checks;
using Weir.Datasets;
using Weir.Failures;

namespace Weir.Tests.Flow;

/// <summary>Tests of tables over the rows of a dataset.</summary>
public sealed class TestedDatasetTests
{
    private const string Yaml =
        """
        project: shop
        buckets:
          raw: {}
          work: {}
        tables:
          orders:
            source: raw/orders/*.json
            columns:
              id: { type: integer }
              customer: { type: integer }
              amount: { type: integer }
            tests:
              - not_null: [amount]
              - unique: [id]
              - relationships: { column: customer, to: customers, field: id }
              - row_count: { min: 4 }
              - sql: SELECT id FROM staged JOIN rates USING (id) WHERE rate > 1
                severity: warn
          customers:
            source: work/customers.csv
            columns:
              id: { type: integer }
          rates:
            source: work/rates.csv
            columns:
              id: { type: integer }
              rate: { type: double }
        """;

    private static readonly DatasetRoot Root = new("raw", "");

    [Fact]
    public async Task Rows_of_a_dataset_are_tested_where_nobody_sees_them_and_beside_what_the_warehouse_has()
    {
        await using var world = await World.StartAsync(Yaml);
        await world.PutAsync(("work/customers.csv", "id\n1\n2\n"u8.ToArray()), ("work/rates.csv", "id,rate\n1,7.5\n"u8.ToArray()));
        await world.WhenIdleAsync();
        await world.PutAsync(
            ("raw/orders/1.json", """[{"id":1,"customer":1,"amount":5},{"id":2,"customer":1}]"""u8.ToArray()),
            ("raw/orders/2.json", """[{"id":2,"customer":9,"amount":5},{"id":3,"customer":2,"amount":"much"}]"""u8.ToArray()));
        await world.WhenIdleAsync();
        var before = await world.QueryAsync("SELECT count(*) FROM weir.load_history");
        var name = (await world.PublishAsync(Root, "raw/")).Name;

        var results = await world.TestDatasetAsync(Root, name, null, "orders");

        Assert.Equal(
            [
                "readable WARNED 4 1",
                "not_null(amount) FAILED 3 1",
                "unique(id) FAILED 3 2",
                "relationships(customer) FAILED 3 1",
                "row_count FAILED 3 1",
                "sql WARNED 3 1",
            ],
            results.Select(Shown));
        Assert.Contains("much", results[0].Samples[0], StringComparison.Ordinal);
        Assert.All(results, result => Assert.Equal($"raw/datasets/{name}", result.File));
        Assert.Equal(results.Select(Shown), (await world.TestDatasetAsync(Root, name, null, "orders")).Select(Shown));
        Assert.Equal(before, await world.QueryAsync("SELECT count(*) FROM weir.load_history"));
        Assert.Equal(["0"], await world.QueryAsync($"SELECT count(*) FROM weir.test_results WHERE load_id IS NULL"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(world.Environment.Folder, "incoming")));
    }

    [Fact]
    public async Task Tables_of_the_same_dataset_go_before_those_that_stand()
    {
        await using var world = await World.StartAsync(Yaml);
        await world.PutAsync(
            ("work/x/orders/1.json", """[{"id":1,"customer":7,"amount":5}]"""u8.ToArray()),
            ("work/x/customers.csv", "id\n7\n"u8.ToArray()),
            ("work/customers.csv", "id\n1\n"u8.ToArray()));
        await world.WhenIdleAsync();
        var name = (await world.PublishAsync(Root, "work/x/")).Name;

        var results = await world.TestDatasetAsync(Root, name, null, "orders");

        Assert.Equal("relationships(customer) PASSED 1 0", Shown(results.Single(result => result.Test == "relationships(customer)")));
        Assert.Equal("sql BROKEN 0 0", Shown(results.Single(result => result.Test == "sql")));
    }

    [Fact]
    public async Task A_sample_of_a_dataset_is_the_same_each_time()
    {
        await using var world = await World.StartAsync(Yaml);
        var rows = string.Join(',', Enumerable.Range(0, 500).Select(id => $$"""{"id":{{id}},"customer":1{{(id % 3 == 0 ? "" : ",\"amount\":1")}}}"""));
        await world.PutAsync(("work/y/orders/1.json", System.Text.Encoding.UTF8.GetBytes($"[{rows}]")), ("work/y/customers.csv", "id\n1\n"u8.ToArray()));
        var name = (await world.PublishAsync(Root, "work/y/")).Name;

        var first = (await world.TestDatasetAsync(Root, name, 20, "orders"))[1];

        Assert.Equal(20, first.RowsChecked);
        Assert.InRange(first.RowsFailing, 1, 19);
        for (var again = 0; again < 3; again++)
        {
            var result = (await world.TestDatasetAsync(Root, name, 20, "orders"))[1];
            Assert.Equal((first.RowsFailing, string.Join('|', first.Samples)), (result.RowsFailing, string.Join('|', result.Samples)));
        }
    }

    [Fact]
    public async Task Files_that_cannot_be_read_fail_and_a_dataset_of_other_files_is_refused()
    {
        await using var world = await World.StartAsync(Yaml);
        await world.PutAsync(("work/z/orders/1.json", "{"u8.ToArray()), ("work/other.txt", "x"u8.ToArray()));
        var broken = (await world.PublishAsync(Root, "work/z/")).Name;
        var other = (await world.PublishAsync(Root, "work/other.txt")).Name;

        var results = await world.TestDatasetAsync(Root, broken, null, "orders");

        Assert.Equal("readable FAILED", Shown(results[0])[..15]);
        Assert.Equal(TestSeverity.Error, results[0].Severity);
        await RefusedAsync("WEIR6407", () => world.TestDatasetAsync(Root, other, null, "orders"));
        await RefusedAsync("WEIR6402", () => world.TestDatasetAsync(Root, DatasetName.Of(DateTimeOffset.UnixEpoch), null, "orders"));
    }

    private static async Task RefusedAsync(string code, Func<Task> test) =>
        Assert.Equal(code, (await Assert.ThrowsAsync<RefusedException>(test)).Failure.Code);

    private static string Shown(TestResult result) =>
        $"{result.Test} {result.Outcome.ToString().ToUpperInvariant()} {result.RowsChecked} {result.RowsFailing}";
}
