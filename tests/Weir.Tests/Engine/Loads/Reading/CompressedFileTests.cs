using System.Text;

using Weir.Engine.Loads.Csv;
using Weir.Engine.Loads.Json;
using Weir.Engine.Loads.Reading;
using Weir.Loads;
using Weir.Tables;

using static Weir.Tests.Engine.Loads.Intake;

namespace Weir.Tests.Engine.Loads.Reading;

public class CompressedFileTests
{
    private static readonly TableDefinition Ids = Table(Column("id", "bigint"));

    [Theory]
    [InlineData("a.ndjson.gz", "{{\"id\":{0}}}\n", "")]
    [InlineData("a.json.gz", "{{\"id\":{0}}},\n", "[")]
    [InlineData("a.csv.gz", "{0}\n", "id\n")]
    public void What_stands_before_damage_is_loaded_and_the_rest_is_one_row(string key, string row, string before)
    {
        var format = CompositeFormat.Parse(row);
        var rows = string.Concat(Enumerable.Range(0, 50_000).Select(i => string.Format(null, format, i * 7919L % 100_003)));
        var packed = Gzip(Utf8(before + rows));
        var intake = new Intake((key, packed[..(packed.Length / 2)]));

        var loaded = key.Contains("csv", StringComparison.Ordinal)
            ? Pull(new CsvRowSource(Ids, intake.Batch))
            : Pull(new JsonRowSource(Ids, intake.Batch));

        Assert.InRange(loaded.Count, 10_000, 40_000);
        Assert.Equal("WEIR6122", Assert.Single(intake.Refused).Code);
        Assert.Equal(LoadStatus.PartiallyLoaded, intake.Tally.Status);
    }

    [Fact]
    public void What_is_not_gzip_is_refused_as_a_whole()
    {
        var intake = new Intake(("a.json.gz", Utf8("{\"id\":1}")), ("b.json.gz", []));

        Assert.Empty(Pull(new JsonRowSource(Ids, intake.Batch)));

        Assert.Equal("WEIR6122", Assert.Single(intake.Refused).Code);
    }

    [Fact]
    public void A_checksum_that_does_not_match_is_damage()
    {
        var packed = Gzip(Utf8("{\"id\":1}\n{\"id\":2}\n"));
        packed[^6] ^= 0xFF;
        var intake = new Intake(("a.ndjson.gz", packed));

        Pull(new JsonRowSource(Ids, intake.Batch));

        Assert.Equal("WEIR6122", Assert.Single(intake.Refused).Code);
    }

    [Fact]
    public void A_bomb_is_refused_and_its_neighbours_load()
    {
        var limits = new ReadingLimits { MaxDecompressedSize = 3 << 20 };
        var intake = new Intake(limits, ("a.json.gz", Gzip(new byte[16 << 20])), ("b.json", Utf8("{\"id\":1}")));

        Assert.Single(Pull(new JsonRowSource(Ids, intake.Batch)));

        Assert.Equal(["WEIR6106"], intake.Refused.Select(row => row.Code));
        Assert.Equal(LoadStatus.Loaded, intake.Batch.Tallies[1].Status);
    }

    [Fact]
    public void A_bomb_of_good_rows_stops_at_the_limit()
    {
        var limits = new ReadingLimits { MaxDecompressedSize = 3 << 20 };
        var rows = string.Concat(Enumerable.Repeat("{\"id\":1}\n", 1_000_000));
        var intake = new Intake(limits, ("a.ndjson.gz", Gzip(Utf8(rows))));

        Assert.InRange(Pull(new JsonRowSource(Ids, intake.Batch)).Count, 200_000, 400_000);

        Assert.Equal("WEIR6123", Assert.Single(intake.Refused).Code);
    }
}
