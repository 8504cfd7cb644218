using Weir.Engine.Loads.Json;
using Weir.Engine.Loads.Reading;
using Weir.Loads;

using static Weir.Tests.Engine.Loads.Intake;

namespace Weir.Tests.Engine.Loads.Reading;

public class QuarantineTests
{
    [Fact]
    public void Rows_beyond_the_bound_on_memory_are_kept_all_the_same()
    {
        using var quarantine = new Quarantine(maxInMemory: 100);
        var rows = Enumerable.Range(0, 500).Select(i => new QuarantinedRow(
            i, i % 2 == 0 ? null : i, i % 3 == 0 ? null : i, i % 5 == 0 ? null : "é", "WEIR6101", $"reason {i}", $"raw\0 {i}")).ToList();

        rows.ForEach(quarantine.Add);

        Assert.Equal(500, quarantine.Count);
        Assert.Equal(rows, quarantine.Rows);
        Assert.Equal(rows, quarantine.Rows);
    }

    [Fact]
    public void The_raw_text_is_cut_between_two_characters()
    {
        var text = $"{{\"id\":\"{new string('x', 65_527)}€€€\"}}";
        var intake = new Intake(("a.json", Utf8(text)));

        Pull(new JsonRowSource(Table(Column("id", "bigint")), intake.Batch));

        var raw = Assert.Single(intake.Refused).Raw;
        Assert.Equal('x', raw[^1]);
        Assert.Equal(65_534, raw.Length);
    }

    [Fact]
    public void A_line_of_a_hundred_megabytes_is_read_when_long_tests_are_asked_for()
    {
        var length = Environment.GetEnvironmentVariable("WEIR_LONG_TESTS") == "1" ? 100 << 20 : 5 << 20;
        var intake = new Intake(("a.ndjson", Utf8($"{{\"id\":\"1\"}}\n{{\"id\":\"{new string('x', length)}\"}}\n{{\"id\":\"3\"}}\n")));

        var read = Pull(new JsonRowSource(Table(Column("id")), intake.Batch), readers: 2);

        Assert.Equal([1, length, 1], read.Select(row => ((string)row[0]!).Length));
    }
}
