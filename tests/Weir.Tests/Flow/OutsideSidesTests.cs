using Weir.Failures;
using Weir.Local.Sqlite;

namespace Weir.Tests.Flow;

/// <summary>Sides of reconciliations that are not in the warehouse: files in buckets, and files of SQLite.</summary>
public sealed class OutsideSidesTests : IDisposable
{
    private const string Yaml =
        """
        project: p
        buckets: { raw: }
        connections:
          ledger: { type: sqlite, path: ledger.db }
          nowhere: { type: sqlite, path: nowhere.db }
        reconciliations:
          ledger_to_files:
            source: { connection: ledger, query: "SELECT id, customer, amount, paid, weight, day FROM invoices" }
            target: { files: raw/billing/*.csv, format: { type: csv, delimiter: ";" }, columns: { id: { type: bigint }, customer: { type: varchar }, amount: { type: "decimal(9,2)" }, paid: { type: boolean }, weight: { type: double }, day: { type: varchar } } }
            key: [id]
            compare: [customer, amount, paid, weight, day]
          inferred:
            source: { files: [raw/json/*.json, "raw/more/*.json"], rows: "$.lines[*]" }
            target: { files: raw/lines.parquet }
            key: [sku]
            compare: [quantity]
          wrong_query: { source: { connection: ledger, query: SELECT missing FROM invoices }, target: { query: SELECT 1 AS id }, key: [id] }
          deletes: { source: { connection: ledger, query: DELETE FROM invoices }, target: { query: SELECT 1 AS id }, key: [id] }
          drops: { source: { connection: ledger, query: DELETE FROM invoices RETURNING id }, target: { query: SELECT 1 AS id }, key: [id] }
          no_file: { source: { connection: nowhere, query: SELECT 1 AS id }, target: { query: SELECT 1 AS id }, key: [id] }
          misfit: { source: { connection: ledger, query: SELECT id FROM odd }, target: { query: SELECT 1 AS id }, key: [id] }
          blob: { source: { connection: ledger, query: "SELECT id, x'00' AS b FROM invoices" }, target: { query: SELECT 1 AS id }, key: [id] }
          no_object: { source: { files: raw/none/*.csv }, target: { query: SELECT 1 AS id }, key: [id] }
          bad_row: { source: { files: raw/bad.csv, columns: { id: { type: bigint } } }, target: { query: SELECT 1 AS id }, key: [id] }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("weir-outside-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_database_is_compared_with_files()
    {
        WriteLedger();
        await using var world = await World.StartAsync(Yaml, _folder);
        await world.PutAsync("raw/billing/1.csv", "id;customer;amount;paid;weight;day\n1;ada;10.10;true;0.1;2026-01-31\n2;bob;20.05;false;1e3;2026-02-01\n");
        await world.PutAsync("raw/billing/2.csv", "id;customer;amount;paid;weight;day\n3;;30;;;\n4;dan;1.00;true;2;2026-02-03\n");

        var found = await world.ReconcileAsync("ledger_to_files");

        Assert.Equal(
            ["""{"id":2} Differs amount {"customer":"bob","amount":20.0,"paid":false,"weight":1000.0,"day":"2026-02-01"}""", """{"id":4} MissingInSource  """, """{"id":5} MissingInTarget  {"customer":"eve","amount":50.0,"paid":true,"weight":5.0,"day":null}"""],
            found.Differences.Select(d => $"{d.Key} {d.Kind} {string.Join(',', d.Columns)} {d.Source}"));
        Assert.Equal((4, 4), (found.SourceRows, found.TargetRows));
        Assert.Equal(["0"], await world.QueryAsync("SELECT count(*) FROM weir.load_history"));
    }

    [Fact]
    public async Task Files_of_any_format_are_compared()
    {
        await using var world = await World.StartAsync(Yaml, _folder);
        var parquet = Path.Combine(_folder, "lines.parquet");
        world.Execute($"COPY (SELECT * FROM (VALUES ('a', 1), ('b', 2), ('c', 4)) AS t(sku, quantity)) TO '{parquet}' (FORMAT parquet)");
        await world.PutAsync(("raw/lines.parquet", await File.ReadAllBytesAsync(parquet)));
        await world.PutAsync("raw/json/1.json", """{"lines": [{"sku": "a", "quantity": 1}, {"sku": "b", "quantity": 2}]}""");
        await world.PutAsync("raw/more/2.json", """{"lines": [{"sku": "c", "quantity": 3}]}""");

        var found = await world.ReconcileAsync("inferred");

        Assert.Equal(["""{"sku":"c"} quantity"""], found.Differences.Select(d => $"{d.Key} {string.Join(',', d.Columns)}"));
    }

    [Theory]
    [InlineData("wrong_query", "WEIR6043", "no such column: missing")]
    [InlineData("deletes", "WEIR6043", "gives no rows")]
    [InlineData("drops", "WEIR6043", "readonly")]
    [InlineData("no_file", "WEIR6043", "unable to open")]
    [InlineData("misfit", "WEIR6046", "Column 'id'")]
    [InlineData("blob", "WEIR6046", "Column 'b'")]
    [InlineData("no_object", "WEIR6045", "nothing matches 'raw/none/*.csv'")]
    [InlineData("bad_row", "WEIR6045", "raw/bad.csv")]
    public async Task What_cannot_be_read_is_told_and_changes_nothing(string name, string code, string words)
    {
        WriteLedger();
        await using var world = await World.StartAsync(Yaml, _folder);
        await world.PutAsync("raw/bad.csv", "id\n1\nx\n");

        var refused = await Assert.ThrowsAsync<RefusedException>(() => world.ReconcileAsync(name));

        Assert.Equal(code, refused.Failure.Code);
        Assert.Contains(words, refused.Failure.Message, StringComparison.Ordinal);
        using var ledger = Database.Open(Path.Combine(_folder, "ledger.db"), readOnly: true);
        Assert.Equal(4, ledger.Scalar("SELECT count(*) FROM invoices"));
        Assert.Equal(["0"], await world.QueryAsync("SELECT count(*) FROM weir.reconciliations"));
    }

    private void WriteLedger()
    {
        using var ledger = Database.Open(Path.Combine(_folder, "ledger.db"), readOnly: false);
        ledger.Execute("CREATE TABLE invoices (id INTEGER PRIMARY KEY, customer TEXT, amount DECIMAL(9,2), paid BOOLEAN, weight REAL, day DATE)");
        ledger.Execute("INSERT INTO invoices VALUES (1, 'ada', 10.1, 1, 0.1, '2026-01-31'), (2, 'bob', 20, 0, 1000, '2026-02-01'), (3, NULL, 30, NULL, NULL, NULL), (5, 'eve', 50, 1, 5, NULL)");
        ledger.Execute("CREATE TABLE odd (id INTEGER)");
        ledger.Execute("INSERT INTO odd VALUES (1), ('one')");
    }
}
