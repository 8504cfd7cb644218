using Weir.Engine.Loads.Csv;
using Weir.Engine.Loads.Reading;
using Weir.Loads;
using Weir.Tables;

using static Weir.Tests.Engine.Loads.Intake;

namespace Weir.Tests.Engine.Loads.Csv;

public class CsvRowSourceTests
{
    private static readonly TableDefinition Ids = Table(Column("id", "bigint"), Column("name")) with { Format = FileFormat.Csv };

    [Theory]
    [InlineData("id,name\n1,a\n2,b\n")]
    [InlineData("id,name\r\n1,a\r\n2,b")]
    [InlineData("\uFEFFname,id\n\na,1\r\n\r\nb,2\n\n")]
    [InlineData("\n\r\n\"ID\",\"other\",\"Name\"\n\"1\",\"x\",a\n2,,\"b\"\r\n")]
    [InlineData("id,name,id \n1,a,x\n2,b,\"y\nz\"")]
    public void A_file_is_read_by_the_names_in_its_header(string text)
    {
        var intake = new Intake(("a.csv", Utf8(text)));

        var loaded = Pull(new CsvRowSource(Ids, intake.Batch), capacity: 1);

        Assert.Empty(intake.Refused);
        Assert.Equal<object?[]>([[1L, "a", 1L], [2L, "b", 1L]], loaded);
    }

    [Theory]
    [InlineData("a.csv", "id,name\n1,\"a,\"\"b\"\"\r\n c\"\n", "a,\"b\"\r\n c")]
    [InlineData("a.csv", "id,name\n1,\"\"\n", "")]
    [InlineData("a.csv", "id,name\n1,\n", null)]
    [InlineData("a.csv", "id,name\n1,", null)]
    [InlineData("a.csv", "id,name\n1,5\" pipe\n", "5\" pipe")]
    [InlineData("a.csv", "id,name\n1, \"a\" \n", " \"a\" ")]
    [InlineData("a.csv", "id,name\n1,\"\"\"\"\n", "\"")]
    [InlineData("a.tsv", "id\tname\n1\ta,b\n", "a,b")]
    [InlineData("a.csv", "id,name\n1,a\0b\n", "a\0b")]
    public void A_field_means_what_its_quotes_say(string key, string text, string? value)
    {
        var intake = new Intake((key, Utf8(text)), (key + ".gz", Gzip(Utf8(text))));

        var loaded = Pull(new CsvRowSource(Ids, intake.Batch));

        Assert.Empty(intake.Refused);
        Assert.Equal([value, value], loaded.Select(row => row[1]));
    }

    [Theory]
    [InlineData("2,b,c", "WEIR6131", "the row has 3 fields, and the header names 2", null)]
    [InlineData("2", "WEIR6131", "the row has 1 fields, and the header names 2", null)]
    [InlineData("2,\"b\"c", "WEIR6135", "text follows the quote that closes a field", null)]
    [InlineData("x,b", "WEIR6111", "'x' is not an integer", "id")]
    public void A_row_that_does_not_fit_is_quarantined(string row, string code, string reason, string? column)
    {
        var intake = new Intake(("a.csv", Utf8($"id,name\n1,\"a\n\"\n{row}\r\n3,c\n")));

        var loaded = Pull(new CsvRowSource(Ids, intake.Batch));

        Assert.Equal([1L, 3L], loaded.Select(cells => cells[0]));
        Assert.Equal(new QuarantinedRow(1, 4, null, column, code, reason, row), Assert.Single(intake.Refused));
        Assert.Equal((3, 2, 1), (intake.Tally.RowsParsed, intake.Tally.RowsLoaded, intake.Tally.RowsQuarantined));
    }

    [Fact]
    public void A_quote_that_is_never_closed_takes_all_that_follows_with_it()
    {
        var intake = new Intake(("a.csv", Utf8("id,name\n1,a\n2,\"b\n3,c\n")));

        Assert.Single(Pull(new CsvRowSource(Ids, intake.Batch)));

        Assert.Equal(
            new QuarantinedRow(1, 3, null, null, "WEIR6132", "a quote is never closed", "2,\"b\n3,c"), Assert.Single(intake.Refused));
    }

    [Theory]
    [InlineData("id,name,id\n1,a,2\n", "WEIR6133")]
    [InlineData("1,a\n2,b\n", "WEIR6134")]
    [InlineData("name\na\n", "WEIR6134")]
    [InlineData("id,\"name\n1,a\n", "WEIR6132")]
    public void A_header_that_does_not_fit_refuses_the_file(string text, string code)
    {
        var table = Table(Column("id", "bigint", nullable: false), Column("name")) with { Format = FileFormat.Csv };
        var intake = new Intake(("a.csv", Utf8(text)));

        Assert.Empty(Pull(new CsvRowSource(table, intake.Batch)));

        Assert.Equal(code, Assert.Single(intake.Refused).Code);
        Assert.Equal(LoadStatus.LoadFailed, intake.Tally.Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\r\n")]
    [InlineData("id,name")]
    [InlineData("id,name\r\n\r\n")]
    public void A_file_without_rows_is_loaded(string text)
    {
        var intake = new Intake(("a.csv", Utf8(text)));

        Assert.Empty(Pull(new CsvRowSource(Ids, intake.Batch)));

        Assert.Equal((0, LoadStatus.Loaded), (intake.Tally.RowsParsed, intake.Tally.Status));
    }

    [Theory]
    [InlineData("TRUE", true)]
    [InlineData("t", true)]
    [InlineData("1", true)]
    [InlineData("False", false)]
    [InlineData("F", false)]
    [InlineData("0", false)]
    public void Booleans_are_written_in_many_ways(string field, bool value)
    {
        var intake = new Intake(("a.csv", Utf8($"v\n{field}\n")));

        Assert.Equal(value, Pull(new CsvRowSource(Table(Column("v", "boolean")), intake.Batch))[0][0]);
    }

    [Fact]
    public void A_field_of_a_json_column_has_to_be_json()
    {
        var intake = new Intake(("a.csv", Utf8("v\n\"{\"\"a\"\":[1]}\"\n{\n7\n")));

        Assert.Equal(["{\"a\":[1]}", "7"], Pull(new CsvRowSource(Table(Column("v", "json")), intake.Batch)).Select(row => row[0]));

        Assert.Equal("'{' is not a json", Assert.Single(intake.Refused).Reason);
    }

    [Fact]
    public void A_record_that_is_too_long_is_refused_and_the_others_load()
    {
        var limits = new ReadingLimits { SlabSize = 256, MaxRecordSize = 1024 };
        var intake = new Intake(limits, ("a.csv", Utf8($"id,name\n1,a\n2,\"{new string('x', 5000)}\"\n3,c\n")));

        Assert.Equal([1L, 3L], Pull(new CsvRowSource(Ids, intake.Batch)).Select(row => row[0]));

        Assert.Equal((3L, "WEIR6105"), (intake.Refused[0].Line, intake.Refused[0].Code));
    }
}
