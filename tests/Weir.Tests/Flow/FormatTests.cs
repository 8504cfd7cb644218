using System.Runtime.InteropServices;
using System.Text;

namespace Weir.Tests.Flow;

/// <summary>Files that are written otherwise than usual.</summary>
public sealed partial class FormatTests
{
    private const string Yaml =
        """
        project: formats
        buckets:
          raw: {}
        tables:
          moments:
            source: [raw/moments/*.csv, raw/moments/*.json]
            format: { type: FORMAT, date_format: "%d.%m.%Y", timestamp_format: "%d.%m.%Y %H:%M" }
            columns:
              day: { type: date }
              at: { type: timestamp }
              instant: { type: timestamptz }
              other: { type: varchar }
          packed:
            source: raw/packed/*.csv.zst
            columns:
              id: { type: integer }
              name: { type: varchar }
          told:
            source: raw/told/*
            format: { type: json, compression: zstd }
        """;

    [Theory]
    [InlineData("csv", "day,at,instant,other\n29.02.2024,1.3.2024 08:30,01.03.2024 08:30,29.02.2024\n2024-02-29,,,x\n,2024-03-01T08:30,,y\n")]
    [InlineData(
        "json",
        """[{"day":"29.02.2024","at":"1.3.2024 08:30","instant":"01.03.2024 08:30","other":"29.02.2024"},{"day":"2024-02-29"},{"at":"2024-03-01T08:30"}]""")]
    public async Task Dates_and_timestamps_are_read_as_the_table_says_and_no_others(string format, string content)
    {
        await using var world = await World.StartAsync(Yaml.Replace("FORMAT", format, StringComparison.Ordinal));
        await world.PutAsync($"raw/moments/a.{format}", content);
        await world.WhenIdleAsync();

        Assert.Equal(
            ["2024-02-29|2024-03-01 08:30:00|1709281800|29.02.2024"],
            await world.QueryAsync("SELECT day::VARCHAR, \"at\"::VARCHAR, epoch(instant)::BIGINT, other FROM moments"));
        Assert.Equal(
            ["at|'2024-03-01T08:30' is not a timestamp written as %d.%m.%Y %H:%M", "day|'2024-02-29' is not a date written as %d.%m.%Y"],
            await world.QueryAsync("SELECT column_name, reason FROM weir.quarantine ORDER BY ALL"));
    }

    [Fact]
    public async Task Zstd_is_read_by_its_ending_or_by_what_the_table_says()
    {
        await using var world = await World.StartAsync(Yaml.Replace("FORMAT", "csv", StringComparison.Ordinal));
        var rows = Encoding.UTF8.GetBytes("id,name\n" + string.Concat(Enumerable.Range(0, 300_000).Select(n => FormattableString.Invariant($"{n},name {n % 7}\n"))));
        var packed = Zstd(rows);
        await world.PutAsync(
            ("raw/packed/a.csv.zst", packed),
            ("raw/packed/two frames.csv.zst", [.. Zstd("id,name\n1,x\n"u8.ToArray()), .. Zstd("2,y\n"u8.ToArray())]),
            ("raw/packed/cut.csv.zst", packed[..(packed.Length / 2)]),
            ("raw/packed/none.csv.zst", rows[..200]),
            ("raw/told/b", Zstd("""[{"id":1},{"id":2}]"""u8.ToArray())));
        await world.WhenIdleAsync();

        Assert.Equal(
            [
                "raw/packed/a.csv.zst|LOADED|300000|", "raw/packed/cut.csv.zst|PARTIALLY_LOADED|true|damaged or was cut off", "raw/packed/none.csv.zst|LOAD_FAILED|0|it is not zstd",
                "raw/packed/two frames.csv.zst|LOADED|2|", "raw/told/b|LOADED|2|",
            ],
            await world.QueryAsync(
                """
                SELECT file, status, if(file LIKE '%cut%', (rows_loaded BETWEEN 1 AND 299999)::VARCHAR, rows_loaded::VARCHAR),
                  regexp_extract(first_error, 'it is not zstd|damaged or was cut off')
                FROM weir.load_history ORDER BY file
                """));
    }

    private static byte[] Zstd(byte[] content)
    {
        var packed = new byte[content.Length + 1024];
        var length = Compress(packed, (nuint)packed.Length, content, (nuint)content.Length, 3);
        return packed[..(int)length];
    }

    [LibraryImport("libzstd.so.1", EntryPoint = "ZSTD_compress")]
    private static partial nuint Compress([Out] byte[] target, nuint room, byte[] source, nuint length, int level);
}
