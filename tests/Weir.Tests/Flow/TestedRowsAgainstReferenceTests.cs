using System.Globalization;
using System.Text;

namespace Weir.Tests.Flow;

/// <summary>Tests of random rows in files that come together, against a naive reading of them one file after the other.</summary>
public sealed class TestedRowsAgainstReferenceTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task What_is_published_is_what_a_naive_reading_publishes(int seed)
    {
        var random = new Random(seed);
        for (var turn = 0; turn < 4; turn++)
        {
            var modes = Enumerable.Range(0, 5).Select(_ => random.Next(3)).ToArray();
            var withinFile = random.Next(3) == 0;
            var files = Enumerable.Range(1, random.Next(1, 9)).Select(_ => RowsOf(random)).ToList();
            var expected = new Reference(modes, withinFile);
            await using var world = await World.StartAsync(Yaml(modes, withinFile));

            // Some files come together, others alone: it makes no difference.
            var next = 0;
            while (next < files.Count)
            {
                var together = random.Next(1, files.Count - next + 1);
                await world.PutAsync([.. Enumerable.Range(next, together).Select(i => ($"raw/{i:00}.json", Json(files[i])))]);
                await world.WhenIdleAsync();
                next += together;
            }

            Assert.Empty(world.Recorder.Failed);

            // Files that come together land in any order; their loads are numbered in it.
            foreach (var name in await world.QueryAsync("SELECT file FROM weir.load_history ORDER BY load_id"))
            {
                expected.Take(files[int.Parse(name["raw/".Length..^".json".Length], CultureInfo.InvariantCulture)]);
            }

            Assert.Equal(
                expected.Standing.Select(r => $"{r.Id}|{r.Key}|{r.Name}").Order(StringComparer.Ordinal),
                (await world.QueryAsync("SELECT id, key, name FROM t")).Order(StringComparer.Ordinal));
            Assert.Equal(
                expected.Quarantined.Select(r => $"{r.Id}").Order(StringComparer.Ordinal),
                (await world.QueryAsync("SELECT raw->>'id' FROM weir.quarantine")).Order(StringComparer.Ordinal));
            Assert.Equal(
                expected.Failed.Select(r => $"{r.Id}").Order(StringComparer.Ordinal),
                (await world.QueryAsync("SELECT row->>'id' FROM weir.failed_rows")).Order(StringComparer.Ordinal));
            Assert.Equal(
                ["0"],
                await world.QueryAsync(
                    """
                    SELECT count(*) FROM weir.load_history AS h
                    WHERE rows_loaded <> (SELECT count(*) FROM t WHERE t._weir_load_id = h.load_id)
                      OR rows_quarantined <> (SELECT count(*) FROM weir.quarantine AS q WHERE q.load_id = h.load_id)
                      OR (status = 'LOAD_FAILED') <> (rows_loaded = 0)
                    """));
        }
    }

    private static List<Row> RowsOf(Random random) =>
    [
        .. Enumerable.Range(0, random.Next(1, 6)).Select(_ => new Row(
            random.Next(1_000_000),
            random.Next(8) == 0 ? null : random.Next(random.Next(2) == 0 ? 10 : 100),
            random.Next(6) == 0 ? null : "abcdefgh"[random.Next(8)].ToString())),
    ];

    private static byte[] Json(IEnumerable<Row> rows) => Encoding.UTF8.GetBytes(
        $"[{string.Join(',', rows.Select(r => $$"""{"id":{{r.Id}},"key":{{r.Key?.ToString(CultureInfo.InvariantCulture) ?? "null"}},"name":{{(r.Name is null ? "null" : $"\"{r.Name}\"")}}}"""))}]");

    private static string Yaml(int[] modes, bool withinFile)
    {
        string[] tests =
        [
            "not_null: [name]",
            "accepted_range: { column: key, min: 3, max: 97 }",
            "accepted_values: { column: name, values: [a, b, c, d, e, f, g] }",
            "matches: { column: name, pattern: '[b-z]' }",
            $"unique: [key]\n        within: {(withinFile ? "file" : "table")}",
        ];
        return $$"""
            project: tested
            buckets:
              raw: {}
            tables:
              t:
                source: raw/**.json
                columns:
                  id: { type: integer }
                  key: { type: integer }
                  name: { type: varchar }
                tests:
            {{string.Join('\n', tests.Select((test, i) => $"      - {test}\n        {Mode(modes[i])}"))}}
            """;
    }

    private static string Mode(int mode) => mode switch { 0 => "severity: error", 1 => "severity: warn", _ => "quarantine: true" };

    private sealed record Row(int Id, int? Key, string? Name);

    /// <summary>Takes one file after the other, and every test of every row by itself.</summary>
    private sealed class Reference(int[] modes, bool withinFile)
    {
        public List<Row> Standing { get; } = [];

        public List<Row> Quarantined { get; } = [];

        public List<Row> Failed { get; } = [];

        public void Take(List<Row> file)
        {
            Func<Row, bool>[] fails =
            [
                r => r.Name is null,
                r => r.Key is < 3 or > 97,
                r => r.Name is "h",
                r => r.Name is "a",
            ];
            var rows = file.ToList();
            rows.RemoveAll(r => fails.Index().Any(f => modes[f.Index] == 2 && f.Item(r)) && Quarantine(r));
            if (rows.Exists(r => fails.Index().Any(f => modes[f.Index] == 0 && f.Item(r))))
            {
                Failed.AddRange(rows);
                return;
            }

            var same = rows.Where(r => r.Key is not null && (rows.Count(o => o.Key == r.Key) > 1 || (!withinFile && Standing.Exists(o => o.Key == r.Key)))).ToList();
            if (modes[4] == 0 && same.Count > 0)
            {
                Failed.AddRange(rows);
                return;
            }

            Standing.AddRange(rows.Where(r => modes[4] != 2 || !same.Contains(r) || !Quarantine(r)));
        }

        private bool Quarantine(Row row)
        {
            Quarantined.Add(row);
            return true;
        }
    }
}
