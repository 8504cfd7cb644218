using System.Globalization;

using Weir.Failures;
using Weir.Local.Reconciliations;
using Weir.Local.Warehouses;
using Weir.Reconciliations;
using Weir.Tests.Flow;

namespace Weir.Tests.Local;

/// <summary>Comparing sources with targets in a real warehouse.</summary>
public sealed class ReconciliationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("weir-reconcile-").FullName;
    private readonly DuckDbStore _store;

    public ReconciliationTests() => _store = DuckDbStore.Open(Path.Combine(_folder, "warehouse.db"));

    public void Dispose()
    {
        _store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Keys_that_are_missing_differ_or_are_there_twice_are_named_and_kept()
    {
        Execute(
            """
            CREATE TABLE s (id INTEGER, region VARCHAR, amount DECIMAL(9,2), note VARCHAR);
            CREATE TABLE t (id BIGINT, region VARCHAR, amount DOUBLE, note VARCHAR);
            INSERT INTO s SELECT range, 'eu', range / 4, NULL FROM range(10000);
            INSERT INTO t SELECT range, 'eu', range / 4, NULL FROM range(10000);
            DELETE FROM t WHERE id = 7; DELETE FROM s WHERE id = 8;
            UPDATE t SET amount = amount + 0.005 WHERE id = 9;
            UPDATE t SET amount = amount + 0.02 WHERE id = 10;
            UPDATE t SET note = 'it''s "new"' WHERE id = 11;
            INSERT INTO t SELECT * FROM t WHERE id = 12;
            UPDATE s SET region = NULL WHERE id = 13; UPDATE t SET region = NULL WHERE id = 13;
            """);
        var definition = Definition(["id", "region"], [new("amount", 0.01m), new("note")]);

        var found = await ReconcileAsync(definition);

        Assert.Equal((9_999, 10_000), (found.SourceRows, found.TargetRows));
        Assert.Equal(
            [
                """{"id":7,"region":"eu"} missing_in_target  {"amount":1.75,"note":null} -""",
                """{"id":8,"region":"eu"} missing_in_source  - {"amount":2.0,"note":null}""",
                """{"id":10,"region":"eu"} differs amount {"amount":2.5,"note":null} {"amount":2.52,"note":null}""",
                """{"id":11,"region":"eu"} differs note {"amount":2.75,"note":null} {"amount":2.75,"note":"it's \"new\""}""",
                """{"id":12,"region":"eu"} duplicate  {"amount":3.0,"note":null} {"rows":2}""",
            ],
            found.Differences.Select(d =>
                $"{d.Key} {DifferenceKinds.WordOf(d.Kind)} {string.Join(",", d.Columns)} {d.Source ?? "-"} {d.Target ?? "-"}"));
        Assert.Equal(5, found.Counts.Values.Sum());
        Assert.Equal(
            ["1|s_to_t|difference|9999|10000|1|1|2|1"],
            Query("SELECT reconciliation_id, name, outcome, source_rows, target_rows, missing_in_target, missing_in_source, differing, duplicates FROM weir.reconciliations"));
        Assert.Equal(["5"], Query("SELECT count(*) FROM weir.reconciliation_differences WHERE reconciliation_id = 1"));
    }

    /// <summary>Random tables, with twins, missing values and small deviations, beside a comparison by hand.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Every_difference_is_found_and_nothing_else(int seed)
    {
        var random = new Random(seed);
        var source = Rows(random, 400);
        var target = source.ConvertAll(row => row with { });
        for (var change = random.Next(0, 40); change > 0; change--)
        {
            var at = random.Next(target.Count);
            switch (random.Next(5))
            {
                case 0:
                    target.RemoveAt(at);
                    break;
                case 1:
                    target.Add(target[at] with { Name = random.Next(2) == 0 ? target[at].Name : "other" });
                    break;
                case 2:
                    // Rows that share a key are compared as hashed: they are either far apart or the same.
                    var isAlone = source.Concat(target).Count(row => row.Id == target[at].Id) <= 2;
                    target[at] = target[at] with { Value = target[at].Value + (isAlone ? (random.NextDouble() - 0.5) * 0.05 : 1) };
                    break;
                case 3:
                    target[at] = target[at] with { Name = random.Next(2) == 0 ? null : "changed" };
                    break;
                default:
                    target.Add(new Row(random.Next(1_000), random.Next(3) == 0 ? null : 1.5, "new"));
                    break;
            }
        }

        Fill("s", source);
        Fill("t", target);

        var found = await ReconcileAsync(Definition(["id"], [new("value", 0.01m), new("name")]));

        Assert.Equal(
            Naive(source, target), found.Differences.Select(d => $"{d.Key} {DifferenceKinds.WordOf(d.Kind)}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_watermark_leaves_out_what_is_under_way_and_what_was_the_same_before()
    {
        Execute(
            """
            CREATE TABLE s AS SELECT range AS id, TIMESTAMP '2026-01-01' + INTERVAL 1 HOUR * range AS at, 1 AS value FROM range(100);
            CREATE TABLE t AS FROM s WHERE id < 90;
            """);
        var definition = Definition(["id"], [new("value")]) with { Watermark = "at" };

        var first = await ReconcileAsync(definition);
        Assert.Equal((true, 90, 90, "2026-01-04 17:00:00"), (first.IsMatch, first.SourceRows, first.TargetRows, first.VerifiedThrough));

        Execute("INSERT INTO t FROM s WHERE id >= 90; UPDATE t SET value = 2 WHERE id IN (5, 95)");
        var second = await ReconcileAsync(definition);
        Assert.Equal(["""{"id":95}"""], second.Differences.Select(d => d.Key));
        Assert.Equal((11, "2026-01-04 17:00:00"), (second.SourceRows, second.VerifiedThrough));
        var full = await ReconcileAsync(definition, full: true);
        Assert.Equal(["""{"id":5}""", """{"id":95}"""], full.Differences.Select(d => d.Key));
        Assert.Null(full.VerifiedThrough);
        Assert.Equal(["""{"id":5}""", """{"id":95}"""], (await ReconcileAsync(definition)).Differences.Select(d => d.Key));

        Execute("UPDATE t SET value = 1");
        var third = await ReconcileAsync(definition);
        Assert.Equal((true, "2026-01-05 03:00:00"), (third.IsMatch, third.VerifiedThrough));

        // A target that is empty is no target that is on its way.
        Execute("DELETE FROM t");
        var last = await ReconcileAsync(definition, full: true);
        Assert.Equal((100, 0, 100), (last.SourceRows, last.TargetRows, last.Counts[DifferenceKind.MissingInTarget]));
    }

    [Fact]
    public async Task Rows_that_come_late_are_found_from_the_mark_on_and_those_before_it_by_a_full_comparison()
    {
        Execute("CREATE TABLE s AS SELECT range AS id, DATE '2026-01-01' + (range // 10)::INTEGER AS at FROM range(100); CREATE TABLE t AS FROM s");
        var definition = Definition(["id"], []) with { Watermark = "at" };
        Assert.Equal((true, "2026-01-10"), (await ReconcileAsync(definition) is var first ? first.IsMatch : false, first.VerifiedThrough));

        // One with the very value of the mark, one that is new, one that is older than the mark.
        Execute("INSERT INTO s VALUES (200, DATE '2026-01-10'), (201, DATE '2026-01-11'), (202, DATE '2026-01-05'); INSERT INTO t VALUES (203, DATE '2026-01-12')");

        Assert.Equal(["""{"id":200}""", """{"id":201}"""], (await ReconcileAsync(definition)).Differences.Select(d => d.Key));
        Execute("INSERT INTO t VALUES (200, DATE '2026-01-10'), (201, DATE '2026-01-11')");
        Assert.Equal((true, "2026-01-11"), (await ReconcileAsync(definition) is var again ? again.IsMatch : false, again.VerifiedThrough));
        Assert.Equal(["""{"id":202}"""], (await ReconcileAsync(definition, full: true)).Differences.Select(d => d.Key));
        Assert.Equal(["""{"id":202}"""], (await ReconcileAsync(definition)).Differences.Select(d => d.Key));
    }

    [Fact]
    public async Task What_another_definition_had_verified_is_compared_anew()
    {
        Execute("CREATE TABLE s AS SELECT range AS id, range AS at, 1 AS value FROM range(10); CREATE TABLE t AS SELECT * REPLACE (2 AS value) FROM s");
        Assert.True((await ReconcileAsync(Definition(["id"], []) with { Watermark = "at" })).IsMatch);

        Assert.Equal(10, (await ReconcileAsync(Definition(["id"], [new("value")]) with { Watermark = "at" })).Counts[DifferenceKind.Differs]);
        Assert.Equal(10, (await ReconcileAsync(Definition(["id"], []) with { Watermark = "at" })).SourceRows);
        Assert.Equal(1, (await ReconcileAsync(Definition(["id"], []) with { Watermark = "at" })).SourceRows);
    }

    [Fact]
    public async Task The_window_ends_where_the_rows_that_are_compared_end()
    {
        Execute(
            """
            CREATE TABLE s AS SELECT range AS id, range AS at, range % 2 = 0 AS ours FROM range(100);
            CREATE TABLE t AS FROM s WHERE NOT ours OR id < 50;
            """);

        var found = await ReconcileAsync(Definition(["id"], []) with { Watermark = "at", Where = "ours -- not theirs" });

        Assert.Equal((true, 25, 25, "48"), (found.IsMatch, found.SourceRows, found.TargetRows, found.VerifiedThrough));
    }

    /// <summary>Values of the two sides, their types, the tolerance, and whether they count as the same.</summary>
    [Theory]
    [InlineData("20.00::DOUBLE", "20.01::DOUBLE", 0.01, true)]
    [InlineData("20.00::DOUBLE", "20.011::DOUBLE", 0.01, false)]
    [InlineData("1e12::DOUBLE", "1e12::DOUBLE + 0.01", 0.01, true)]
    [InlineData("1e12::DOUBLE", "1e12::DOUBLE + 0.02", 0.01, false)]
    [InlineData("0.1::FLOAT", "0.2::FLOAT", 0.1, true)]
    [InlineData("100000000000000000::BIGINT", "100000000000000010::BIGINT", 1, false)]
    [InlineData("100000000000000000::BIGINT", "100000000000000001::BIGINT", 1, true)]
    [InlineData("9223372036854775807::BIGINT", "(-9223372036854775808)::BIGINT", 1, false)]
    [InlineData("3::UTINYINT", "5::UTINYINT", 2, true)]
    [InlineData("3::UHUGEINT", "5::UHUGEINT", 2, true)]
    [InlineData("127::TINYINT", "(-128)::TINYINT", 255, true)]
    [InlineData("170141183460469231731687303715884105727::HUGEINT", "(-170141183460469231731687303715884105727)::HUGEINT", 0.5, false)]
    [InlineData("99999999999999999999999999999999999.99::DECIMAL(37,2)", "99999999999999999999999999999999999.98::DECIMAL(37,2)", 0.01, true)]
    [InlineData("99999999999999999999999999999999999.99::DECIMAL(37,2)", "99999999999999999999999999999999999.97::DECIMAL(37,2)", 0.01, false)]
    [InlineData("'nan'::DOUBLE", "'nan'::DOUBLE", 0.01, true)]
    [InlineData("'nan'::DOUBLE", "1::DOUBLE", 0.01, false)]
    [InlineData("'inf'::DOUBLE", "'inf'::DOUBLE", 0.01, true)]
    [InlineData("'inf'::DOUBLE", "'-inf'::DOUBLE", 0.01, false)]
    [InlineData("NULL::DOUBLE", "NULL::DOUBLE", 0.01, true)]
    [InlineData("NULL::DOUBLE", "0::DOUBLE", 0.01, false)]
    [InlineData("1::INTEGER", "1.01::DECIMAL(9,2)", 0.01, true)]
    [InlineData("1::INTEGER", "'1.01'::DOUBLE", 0.01, true)]
    public async Task A_tolerance_holds_for_numbers_of_every_type_and_size(string source, string target, double tolerance, bool isSame)
    {
        Execute($"CREATE TABLE s AS SELECT 1 AS id, {source} AS value; CREATE TABLE t AS SELECT 1 AS id, {target} AS value");

        Assert.Equal(isSame, (await ReconcileAsync(Definition(["id"], [new("value", (decimal)tolerance)]))).IsMatch);
        Execute("CREATE TABLE x AS FROM s; DROP TABLE s; ALTER TABLE t RENAME TO s; ALTER TABLE x RENAME TO t");
        Assert.Equal(isSame, (await ReconcileAsync(Definition(["id"], [new("value", (decimal)tolerance)]))).IsMatch);
    }

    [Theory]
    [InlineData("TIMESTAMP '2026-07-01 10:00:00'", "TIMESTAMPTZ '2026-07-01 12:00:00+02'", true)]
    [InlineData("TIMESTAMP '2026-07-01 12:00:00'", "TIMESTAMPTZ '2026-07-01 12:00:00+02'", false)]
    [InlineData("DATE '2026-07-01'", "TIMESTAMPTZ '2026-07-01 02:00:00+02'", true)]
    [InlineData("DATE '2026-07-01'", "TIMESTAMP '2026-07-01 00:00:00'", true)]
    [InlineData("'2026-07-01T12:00:00+02:00'", "TIMESTAMPTZ '2026-07-01 10:00:00+00'", true)]
    [InlineData("'2026-07-01T10:00:00Z'", "TIMESTAMP '2026-07-01 10:00:00'", true)]
    [InlineData("'2026-07-01 10:00:00'", "TIMESTAMPTZ '2026-07-01 12:00:00+02'", true)]
    [InlineData("'2026-07-01 10:00:01'", "TIMESTAMPTZ '2026-07-01 12:00:00+02'", false)]
    [InlineData("'2026-07-01'", "DATE '2026-07-01'", true)]
    [InlineData("'2026-07-01 00:00:00'", "DATE '2026-07-01'", true)]
    [InlineData("'2026-07-01 10:00:00'", "DATE '2026-07-01'", false)]
    [InlineData("'yesterday'", "DATE '2026-07-01'", false)]
    [InlineData("'yesterday'", "NULL::DATE", false)]
    [InlineData("NULL::VARCHAR", "NULL::DATE", true)]
    [InlineData("'7'", "7", true)]
    [InlineData("'7.0'", "7", false)]
    [InlineData("'true'", "true", true)]
    [InlineData("NULL", "7", false)]
    [InlineData("NULL::INTEGER", "NULL::VARCHAR", true)]
    [InlineData("18446744073709551615::UBIGINT", "-1::BIGINT", false)]
    [InlineData("12345678901234567890123456789::HUGEINT", "12345678901234567890123456789::DECIMAL(38,0)", true)]
    public async Task Values_and_keys_of_different_types_meet(string source, string target, bool isSame)
    {
        Execute($"SET GLOBAL TimeZone = 'America/New_York'; CREATE TABLE s AS SELECT {source} AS id; CREATE TABLE t AS SELECT {target} AS id");
        Assert.Equal(isSame, (await ReconcileAsync(Definition(["id"], []))).IsMatch);

        Execute("ALTER TABLE s ADD COLUMN k INTEGER DEFAULT 1; ALTER TABLE t ADD COLUMN k BIGINT DEFAULT 1");
        Assert.Equal(isSame, (await ReconcileAsync(Definition(["k"], [new("id")]))).IsMatch);
    }

    [Fact]
    public async Task Keys_without_a_value_are_keys_and_sides_may_be_empty()
    {
        Execute(
            """
            CREATE TABLE s (a INTEGER, b VARCHAR, value INTEGER); CREATE TABLE t AS FROM s;
            INSERT INTO s VALUES (NULL, 'x', 1), (NULL, NULL, 2), (NULL, NULL, 2), (1, NULL, 3);
            """);
        var definition = Definition(["a", "b"], [new("value")]);
        Assert.Equal((4, 0, 3), (await ReconcileAsync(definition) is var empty ? empty.SourceRows : 0, empty.TargetRows, empty.Counts[DifferenceKind.MissingInTarget]));

        Execute("INSERT INTO t FROM s WHERE value <> 2; INSERT INTO t VALUES (NULL, NULL, 2)");
        Assert.Equal(
            ["""{"a":null,"b":null} Duplicate"""], (await ReconcileAsync(definition)).Differences.Select(d => $"{d.Key} {d.Kind}"));

        Execute("INSERT INTO t VALUES (NULL, NULL, 2)");
        Assert.True((await ReconcileAsync(definition)).IsMatch);
        Execute("DELETE FROM s; DELETE FROM t");
        Assert.Equal((true, 0, 0), (await ReconcileAsync(definition) is var none ? none.IsMatch : false, none.SourceRows, none.TargetRows));
    }

    [Theory]
    [InlineData("SELECT * FROM nowhere", true, "id", null, "WEIR6040")]
    [InlineData("nowhere", false, "id", null, "WEIR6040")]
    [InlineData("DELETE FROM s", true, "id", null, "WEIR6040")]
    [InlineData("SELECT 1 AS id; DROP TABLE s", true, "id", null, "WEIR6040")]
    [InlineData("s", false, "nothing", null, "WEIR6040")]
    [InlineData("s", false, "id", "id = ", "WEIR6040")]
    [InlineData("s", false, "id", "true) LIMIT 0; DROP TABLE s; SELECT (1", "WEIR6040")]
    public async Task What_cannot_be_compared_is_told_and_changes_nothing(string side, bool isQuery, string key, string? where, string code)
    {
        Execute("CREATE TABLE s AS SELECT 1 AS id; CREATE TABLE t AS SELECT 1 AS id");
        var definition = Definition([key], []) with { Source = new ReconciliationSide(side, isQuery), Where = where };

        var refused = await Assert.ThrowsAsync<RefusedException>(() => ReconcileAsync(definition));

        Assert.Equal(code, refused.Failure.Code);
        Assert.Equal(["1|0"], Query("SELECT (SELECT count(*) FROM s), (SELECT count(*) FROM weir.reconciliations)"));
    }

    [Fact]
    public async Task A_tolerance_is_for_numbers()
    {
        Execute("CREATE TABLE s AS SELECT 1 AS id, 'x' AS name; CREATE TABLE t AS FROM s");

        var refused = await Assert.ThrowsAsync<RefusedException>(() => ReconcileAsync(Definition(["id"], [new("name", 0.1m)])));

        Assert.Equal("WEIR6041", refused.Failure.Code);
    }

    [Fact]
    public async Task A_condition_and_queries_choose_what_is_compared()
    {
        Execute("CREATE TABLE s AS SELECT range AS id FROM range(10); CREATE TABLE t AS SELECT range * 2 AS twice FROM range(6)");
        var definition = Definition(["id"], []) with
        {
            Target = new ReconciliationSide("SELECT twice / 2 AS id FROM t -- half;", IsQuery: true),
            Where = "id < 6 -- the first",
        };

        Assert.True((await ReconcileAsync(definition)).IsMatch);
    }

    [Fact]
    public void Only_buckets_that_differ_are_looked_into()
    {
        var (one, other) = (new HashedSide(), new HashedSide());
        foreach (var (side, rows) in new[] { (one, 5), (other, 6) })
        {
            side.Add(1, new HashedBucket(3, Int128.MaxValue));
            side.Add(2, new HashedBucket(rows, 7));
        }

        one.Add(3, new HashedBucket(1, 0));
        other.Add(4, new HashedBucket(2, 8));

        Assert.Equal([2, 3, 4], one.DifferingFrom(other));
        Assert.Equal((9, 11), (one.Rows, other.Rows));
    }

    /// <summary>Neighbours share a bucket, so small changes must not cancel each other out in it.</summary>
    [Theory]
    [InlineData("UPDATE t SET name = CASE id WHEN 700 THEN 'n701' ELSE 'n700' END WHERE id IN (700, 701)")]
    [InlineData("UPDATE t SET value = value + CASE id WHEN 700 THEN 1 ELSE -1 END WHERE id IN (700, 701)")]
    [InlineData("UPDATE t SET name = 'same', value = 0 WHERE id IN (700, 701)")]
    [InlineData("DELETE FROM t WHERE id IN (700, 701)")]
    public async Task Changes_of_neighbours_do_not_cancel_each_other_out(string change)
    {
        Execute("CREATE TABLE s AS SELECT range - 500 AS id, 'n' || (range - 500) AS name, range AS value FROM range(2000); CREATE TABLE t AS FROM s");
        Execute(change);

        var found = await ReconcileAsync(Definition(["id"], [new("value"), new("name")]));

        Assert.Equal(["""{"id":700}""", """{"id":701}"""], found.Differences.Select(d => d.Key));
    }

    private static ReconciliationDefinition Definition(string[] key, ComparedColumn[] compare) => new()
    {
        Name = "s_to_t",
        Source = new ReconciliationSide("s", IsQuery: false),
        Target = new ReconciliationSide("t", IsQuery: false),
        Key = key,
        Compare = compare,
    };

    private static List<Row> Rows(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => new Row(
        random.Next(300), random.Next(10) == 0 ? null : Math.Round(random.NextDouble() * 10, 3), random.Next(5) == 0 ? null : $"n{random.Next(3)}"))];

    /// <summary>Of each key: is it on both sides, as often, with the same values?</summary>
    private static IEnumerable<string> Naive(List<Row> source, List<Row> target)
    {
        var found = new List<string>();
        foreach (var id in source.Concat(target).Select(row => row.Id).Distinct())
        {
            var (s, t) = (source.FindAll(row => row.Id == id), target.FindAll(row => row.Id == id));
            var what = (s.Count, t.Count) switch
            {
                (_, 0) => "missing_in_target",
                (0, _) => "missing_in_source",
                (1, 1) => IsSame(s[0], t[0]) ? null : "differs",
                _ when s.Count == t.Count && s.Order(Comparer<Row>.Create(InOrder)).SequenceEqual(t.Order(Comparer<Row>.Create(InOrder))) => null,
                _ => "duplicate",
            };
            if (what is not null)
            {
                found.Add($$"""{"id":{{id}}} {{what}}""");
            }
        }

        return found.Order(StringComparer.Ordinal);
    }

    private static int InOrder(Row one, Row other) => (one.Value ?? -1, one.Name ?? "").CompareTo((other.Value ?? -1, other.Name ?? ""));

    private static bool IsSame(Row one, Row other) => one.Name == other.Name && (one.Value, other.Value) switch
    {
        (null, null) => true,
        ({ } a, { } b) => Math.Abs(a - b) <= 0.01,
        _ => false,
    };

    private Task<ReconciliationRecord> ReconcileAsync(ReconciliationDefinition definition, bool full = false) =>
        new DuckDbReconciler(_store, Outside.None, _ => "", TimeProvider.System).ReconcileAsync(definition, full, default);

    private void Fill(string table, List<Row> rows)
    {
        var values = rows.Select(row => string.Create(
            CultureInfo.InvariantCulture,
            $"({row.Id}, {row.Value?.ToString("R", CultureInfo.InvariantCulture) ?? "NULL"}, {(row.Name is { } name ? $"'{name}'" : "NULL")})"));
        Execute($"CREATE TABLE {table} (id INTEGER, value DOUBLE, name VARCHAR); INSERT INTO {table} VALUES {string.Join(", ", values)}");
    }

    private void Execute(string sql)
    {
        using var rental = _store.Rent();
        rental.Execute(sql);
    }

    private List<string> Query(string sql)
    {
        using var rental = _store.Rent();
        using var command = rental.Connection.CreateCommand(sql);
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(at => FormattableString.Invariant($"{reader.GetValue(at)}"))));
        }

        return rows;
    }

    private sealed record Row(int Id, double? Value, string? Name);
}
