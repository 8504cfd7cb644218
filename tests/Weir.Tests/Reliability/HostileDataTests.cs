using System.Globalization;
using System.IO.Compression;
using System.Text;

using Weir.Tests.Flow;

namespace Weir.Tests.Reliability;

/// <summary>Names and contents that mean harm, through the whole flow: each ends as rows or in quarantine, and the counts add up.</summary>
public sealed class HostileDataTests
{
    private const string Yaml =
        """
        project: hostile
        buckets:
          raw: {}
          curated: {}
        pipelines:
          copy:
            triggers:
              - object_created: raw/**
            steps:
              - copy: { from: "{{event.bucket}}/{{event.key}}", to: "curated/{{event.key}}" }
        tables:
          docs:
            source: curated/**
            format: json
            columns:
              id:    { type: bigint }
              price: { type: double }
              text:  { type: varchar }
              any:   { type: json }
        """;

    private static readonly string[] Keys =
    [
        "a b.json",
        "it's.json",
        "\"quoted\".json",
        "'; DROP TABLE docs; --.json",
        "line\nbreak.json",
        "tab\there.json",
        "%2e%2e/x.json",
        "ünï/çødé/文件/😀.json",
        "e\u0301.json",
        "CON.json",
        "nul",
        "a|b<c>d:e?f*.json",
        "back\\slash.json",
        "~17.json",
        "$(rm -rf x).json",
        "{{event.key}}.json",
        "-rf.json",
        ".hidden",
        "a//b.json",
        "trailing. /x.json",
        "\u202Ecod.json",
        "x/" + "long/".PadRight(1000, 'k'),
    ];

    [Fact]
    public async Task A_key_of_any_kind_lands_is_copied_and_loads()
    {
        await using var world = await World.StartAsync(Yaml);
        for (var n = 0; n < Keys.Length; n++)
        {
            await world.PutAsync(($"raw/{Keys[n]}", Encoding.UTF8.GetBytes($$"""{"id":{{n}}}""")));
        }

        await world.WhenIdleAsync();

        Assert.Empty(world.Recorder.Failed);
        Assert.Equal(
            Keys.Select((key, n) => $"{n}|curated/{key}"),
            await world.QueryAsync("SELECT id, file FROM docs JOIN weir.load_history ON load_id = _weir_load_id ORDER BY id"));
    }

    [Fact]
    public async Task Names_of_tables_and_columns_are_names_whatever_they_hold()
    {
        await using var world = await World.StartAsync(
            """
            project: names
            buckets:
              raw: {}
            tables:
              select:
                source: raw/a/**
                format: json
                columns:
                  from: { type: integer, path: $.a }
                  "say \"hi\"; DROP TABLE \"select\"; --": { type: varchar, path: $.b }
                  "o'clock": { type: integer, path: $.a }
                  "ünï ⭐": { type: integer, path: $.a }
                  "a.b": { type: integer, path: $.a }
                  rowid: { type: integer, path: $.a }
              "group.order \"by\"":
                source: raw/a/**
                format: json
                columns:
                  "?": { type: integer, path: $.a }
                  "$1": { type: integer, path: $.a }
            """);

        await world.PutAsync("raw/a/1.json", """{"a":1,"b":"x'; DROP TABLE \"select\"; --"}""");
        await world.WhenIdleAsync();

        Assert.Empty(world.Recorder.Failed);
        Assert.Equal(
            ["1|x'; DROP TABLE \"select\"; --|1|1|1|1"],
            await world.QueryAsync(
                """"SELECT "from", "say ""hi""; DROP TABLE ""select""; --", "o'clock", "ünï ⭐", "a.b", "rowid" FROM "select" """"));
        Assert.Equal(["1|1"], await world.QueryAsync(""""SELECT "?", "$1" FROM "group"."order ""by""" """"));
    }

    /// <summary>What a file holds, and how many of its rows load and are refused; less than none where either is fine.</summary>
    private static readonly (string Name, byte[] Content, int Loaded, int Refused)[] Contents =
    [
        ("empty", [], 0, 0),
        ("white space", " \r\n\t\n "u8.ToArray(), 0, 0),
        ("mark alone", [0xef, 0xbb, 0xbf], 0, 0),
        ("mark and row", [0xef, 0xbb, 0xbf, .. "{\"id\":1}"u8], 1, 0),
        ("windows lines", "{\"id\":1}\r\n{\"id\":2}\r\n"u8.ToArray(), 2, 0),
        ("array", "[{\"id\":1},{\"id\":2}]"u8.ToArray(), 2, 0),
        ("bad line", "{\"id\":1}\n{\"id\":\n{\"id\":3}\n"u8.ToArray(), 2, 1),
        ("utf-16", [0xff, 0xfe, .. Encoding.Unicode.GetBytes("{\"id\":1}")], 0, 1),
        ("malformed utf-8", [.. "{\"id\":1,\"text\":\""u8, 0xc3, 0x28, .. "\"}\n{\"id\":2}\n"u8], 1, 1),
        ("overlong utf-8", [.. "{\"id\":1,\"text\":\""u8, 0xc0, 0xaf, .. "\"}\n{\"id\":2}\n"u8], 1, 1),
        ("surrogate utf-8", [.. "{\"id\":1,\"text\":\""u8, 0xed, 0xa0, 0x80, .. "\"}\n{\"id\":2}\n"u8], 1, 1),
        ("lone surrogate", "{\"id\":1,\"text\":\"\\ud800\"}\n{\"id\":2}\n"u8.ToArray(), 1, 1),
        ("nul bytes", [.. "{\"id\":1}\n"u8, 0, 0, (byte)'\n', .. "{\"id\":2}\n"u8], 2, 1),
        ("all nul", new byte[5000], 0, 1),
        ("2^63", "{\"id\":9223372036854775808}\n{\"id\":9223372036854775807}\n"u8.ToArray(), 1, 1),
        ("1e400", "{\"price\":1e400}\n{\"price\":1e300}\n"u8.ToArray(), 1, 1),
        ("deep", Encoding.UTF8.GetBytes($"{{\"id\":1,\"any\":{new string('[', 10_000)}{new string(']', 10_000)}}}\n{{\"id\":2}}\n"), -1, -1),
        ("deep and open", Encoding.UTF8.GetBytes(new string('[', 200_000)), 0, 1),
        ("text", "hello"u8.ToArray(), 0, 1),
        ("numbers", "1\n2\n3\n"u8.ToArray(), -1, -1),
        ("null", "null"u8.ToArray(), -1, -1),
        ("same key twice", "{\"id\":1,\"id\":2}"u8.ToArray(), -1, -1),
        ("markup", "<html><body>502 Bad Gateway</body></html>"u8.ToArray(), 0, 1),
    ];

    [Fact]
    public async Task Every_content_ends_as_rows_or_in_quarantine_and_the_counts_add_up()
    {
        await using var world = await World.StartAsync(Yaml);
        await world.PutAsync([.. Contents.Select(c => ($"raw/{c.Name}.json", c.Content))]);
        await world.WhenIdleAsync();
        await AssertTheNextLoadsAsync(world);

        var counts = (await world.QueryAsync(
            """
            SELECT file[9:-6], rows_parsed, rows_loaded, rows_quarantined,
              (SELECT count(*) FROM docs WHERE _weir_load_id = load_id), (SELECT count(*) FROM weir.quarantine q WHERE q.load_id = h.load_id)
            FROM weir.load_history h WHERE file NOT LIKE '%good%' ORDER BY load_id
            """)).Select(row => row.Split('|')).ToDictionary(row => row[0], row => row[1..].Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToArray());
        Assert.Empty(world.Recorder.Failed);
        Assert.Equal(Contents.Select(c => c.Name).Order(), counts.Keys.Order());
        foreach (var (name, content, loaded, refused) in Contents)
        {
            var found = counts[name];
            Assert.True(found[0] == found[1] + found[2] && found[1] == found[3] && found[2] == found[4], $"{name}: {string.Join(' ', found)}");
            Assert.True(loaded < 0 || (found[1], found[2]) == (loaded, refused), $"{name}: {string.Join(' ', found)} instead of {loaded} {refused}");
        }
    }

    [Fact]
    public async Task A_damaged_gzip_is_refused_and_its_neighbours_load()
    {
        await using var world = await World.StartAsync(Yaml);
        var whole = Zipped(string.Concat(Enumerable.Range(0, 5_000).Select(n => $$"""{"id":{{n}}}""" + "\n")));
        var flipped = whole.ToArray();
        flipped[^6] ^= 0xff;

        await world.PutAsync(
            ("raw/whole.json.gz", whole),
            ("raw/cut.json.gz", whole[..(whole.Length / 2)]),
            ("raw/flipped.json.gz", flipped),
            ("raw/not.json.gz", "{\"id\":1}"u8.ToArray()),
            ("raw/nothing.json.gz", []),
            ("raw/tail.json.gz", [.. whole, .. "rubbish"u8]));
        await world.WhenIdleAsync();
        await AssertTheNextLoadsAsync(world);

        Assert.Empty(world.Recorder.Failed);
        Assert.Equal(["5000"], await world.QueryAsync("SELECT rows_loaded FROM weir.load_history WHERE file LIKE '%whole%'"));
        Assert.Empty(await world.QueryAsync(
            """
            SELECT h.file, rows_parsed, rows_loaded, rows_quarantined FROM weir.load_history h
            WHERE rows_parsed <> rows_loaded + rows_quarantined
              OR rows_loaded <> (SELECT count(*) FROM docs WHERE _weir_load_id = load_id)
              OR rows_quarantined <> (SELECT count(*) FROM weir.quarantine q WHERE q.load_id = h.load_id)
            """));
        Assert.Equal(["cut", "flipped", "not"], await world.QueryAsync(
            "SELECT DISTINCT split_part(file[9:], '.', 1) AS name FROM weir.quarantine WHERE file NOT LIKE '%tail%' AND file NOT LIKE '%nothing%' ORDER BY name"));
    }

    [Fact]
    public async Task A_parquet_file_of_rubbish_is_refused_and_its_neighbours_load()
    {
        await using var world = await World.StartAsync(
            """
            project: parquet
            buckets:
              raw: {}
            tables:
              docs:
                source: raw/**.parquet
            """);
        var good = Path.Combine(world.Folder, "good.parquet");
        world.Execute($"COPY (SELECT range AS id FROM range(1000)) TO '{good}'");
        var bytes = await File.ReadAllBytesAsync(good);
        var middle = bytes.ToArray();
        new Random(3).NextBytes(middle.AsSpan(4, bytes.Length / 2));

        await world.PutAsync(
            ("raw/a.parquet", bytes),
            ("raw/rubbish.parquet", "PAR1 rubbish PAR1"u8.ToArray()),
            ("raw/empty.parquet", []),
            ("raw/cut.parquet", bytes[..^20]),
            ("raw/middle.parquet", middle),
            ("raw/it's; DROP TABLE docs.parquet", bytes),
            ("raw/*.parquet", bytes));
        await world.WhenIdleAsync();
        await world.PutAsync(("raw/z.parquet", bytes));
        await world.WhenIdleAsync();

        Assert.Equal(
            ["*|LOADED|1000", "a|LOADED|1000", "it's; DROP TABLE docs|LOADED|1000", "z|LOADED|1000"],
            await world.QueryAsync("SELECT file[5:-9] AS name, status, rows_loaded FROM weir.load_history WHERE status = 'LOADED' ORDER BY name"));
        Assert.Equal(
            ["cut", "empty", "middle", "rubbish"],
            await world.QueryAsync("SELECT file[5:-9] AS name FROM weir.load_history WHERE status = 'LOAD_FAILED' ORDER BY name"));
        Assert.Equal(["4000"], await world.QueryAsync("SELECT count(*) FROM docs"));
        Assert.Empty(world.Recorder.Failed);
    }

    [Fact]
    public async Task A_line_of_a_hundred_megabytes_ends_one_way_or_the_other()
    {
        var size = Environment.GetEnvironmentVariable("WEIR_LONG_TESTS") == "1" ? 100 << 20 : 8 << 20;
        await using var world = await World.StartAsync(Yaml);

        await world.PutAsync(
            ("raw/line.json", Encoding.UTF8.GetBytes("{\"id\":1}\n{\"id\":2,\"text\":\"" + new string('x', size) + "\"}\n{\"id\":3}\n")),
            ("raw/open.json", Encoding.UTF8.GetBytes("{\"id\":4}\n{\"id\":5,\"text\":\"" + new string('x', size))));
        await world.WhenIdleAsync();
        await AssertTheNextLoadsAsync(world);

        Assert.Empty(world.Recorder.Failed);
        Assert.Equal(["1|", $"2|{size}", "3|", "4|"], await world.QueryAsync("SELECT id, length(text) FROM docs WHERE id < 10 ORDER BY id"));
        Assert.Equal(["curated/open.json|2"], await world.QueryAsync("SELECT file, line FROM weir.quarantine"));
    }

    private static async Task AssertTheNextLoadsAsync(World world)
    {
        await world.PutAsync("raw/good.json", """{"id":4242}""");
        await world.WhenIdleAsync();
        Assert.Equal(["4242"], await world.QueryAsync("SELECT docs.id FROM docs JOIN weir.load_history ON load_id = _weir_load_id WHERE file LIKE '%good%'"));
    }

    private static byte[] Zipped(string text)
    {
        var bytes = new MemoryStream();
        using (var zip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        {
            zip.Write(Encoding.UTF8.GetBytes(text));
        }

        return bytes.ToArray();
    }
}
