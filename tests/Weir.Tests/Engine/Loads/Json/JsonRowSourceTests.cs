using System.Text;

using Weir.Engine.Loads.Json;
using Weir.Engine.Loads.Reading;
using Weir.Loads;
using Weir.Tables;

using static Weir.Tests.Engine.Loads.Intake;

namespace Weir.Tests.Engine.Loads.Json;

public class JsonRowSourceTests
{
    private static readonly TableDefinition Ids = Table(Column("id", "bigint"), Column("name"));

    [Theory]
    [InlineData("""{"id":1,"name":"a"}""", 1)]
    [InlineData("""[{"id":1,"name":"a"},{"id":2,"name":"b"}]""", 2)]
    [InlineData("{\"id\":1,\"name\":\"a\"}\n{\"id\":2,\"name\":\"b\"}\n", 2)]
    [InlineData("{\"id\":1,\"name\":\"a\"}\r\n\r\n  \n{\"id\":2,\"name\":\"b\"}", 2)]
    [InlineData("""{"id":1,"name":"a"} {"id":2,"name":"b"}""", 2)]
    [InlineData("[\n  {\n    \"id\": 1,\n    \"name\": \"a\"\n  },\n  {\"id\": 2, \"name\": \"b\"}\n]\n", 2)]
    [InlineData("{\n  \"id\": 1,\n  \"name\": \"a\"\n}\n{\n  \"id\": 2,\n  \"name\": \"b\"\n}\n", 2)]
    [InlineData("[{\"id\":1,\"name\":\"a\"}]\n[{\"id\":2,\"name\":\"b\"}]", 2)]
    [InlineData("\uFEFF{\"name\":\"a\",\"id\":1}", 1)]
    [InlineData("", 0)]
    [InlineData(" \n\n", 0)]
    [InlineData("[]", 0)]
    [InlineData("[ ]\n", 0)]
    public void Every_layout_of_documents_is_found_out(string text, int rows)
    {
        var intake = new Intake(("a.json", Utf8(text)));

        var loaded = Pull(new JsonRowSource(Ids, intake.Batch));

        Assert.Empty(intake.Refused);
        object?[][] both = [[1L, "a", 1L], [2L, "b", 1L]];
        Assert.Equal(both.Take(rows), loaded);
        Assert.Equal((rows, rows, 0, LoadStatus.Loaded), Figures(intake));
    }

    [Fact]
    public void A_row_that_does_not_fit_is_quarantined_with_line_column_reason_and_raw_text()
    {
        var intake = new Intake(("a.json", Utf8("{\"id\":1}\n{\"id\":\"x\", \"name\":\"b\"}\n{\"id\":3}\n")));

        var loaded = Pull(new JsonRowSource(Ids, intake.Batch));

        Assert.Equal([1L, 3L], loaded.Select(row => row[0]));
        var refused = Assert.Single(intake.Refused);
        Assert.Equal(
            new QuarantinedRow(1, 2, null, "id", "WEIR6111", "'x' is not an integer", """{"id":"x", "name":"b"}"""), refused);
        Assert.Equal((3, 2, 1, LoadStatus.PartiallyLoaded), Figures(intake));
        Assert.Equal("line 2, column id: 'x' is not an integer", intake.Tally.FirstError);
    }

    [Fact]
    public void A_document_gives_its_rows_with_values_that_stand_after_them()
    {
        var table = Table(Column("order", "bigint", "$.id"), Column("sku"), Column("qty", "integer", "@.amount.n")) with
        {
            Rows = Path("$.lines[*]"),
        };
        var intake = new Intake(("a.json", Utf8("""
            {"lines": [{"sku": "a", "amount": {"n": 1}}, {"sku": "b", "amount": {"n": "x"}}, {"sku": "c"}], "id": 7}
            """)));

        var loaded = Pull(new JsonRowSource(table, intake.Batch), capacity: 1);

        Assert.Equal<object?[]>([[7L, "a", 1, 1L], [7L, "c", null, 1L]], loaded);
        Assert.Equal(
            new QuarantinedRow(1, 1, 1, "qty", "WEIR6111", "'x' is not an integer", """{"sku": "b", "amount": {"n": "x"}}"""),
            Assert.Single(intake.Refused));
    }

    [Theory]
    [InlineData("$.a[*].b[*]", """{"a":[{"b":[{"id":1},{"id":2}]},{"b":[]},{},{"b":null},{"b":[{"id":3}]}]}""", "1 2 3")]
    [InlineData("$[*]", """[{"id":1},{"id":2}]""", "1 2")]
    [InlineData("$[*][*]", """[[{"id":1}],[],[{"id":2}]]""", "1 2")]
    [InlineData("$[0].b[*]", """[{"b":[{"id":1}]},{"b":[{"id":2}]}]""", "1")]
    [InlineData("$.a.b", """[{"a":{"b":{"id":1}}},{"a":{"b":{"id":2}}}]""", "1 2")]
    [InlineData("$.a", """{"a":{"id":1},"a":{"id":2}}""", "2")]
    [InlineData("$.a[*]", """{"a":[{"id":1}],"a":[{"id":2},{"id":3}]}""", "2 3")]
    [InlineData("$.a[*]", """{"c":{},"a":[{"id":1}],"c":{}}""", "1")]
    [InlineData("$.a[*]", """{"a":5,"c":{},"a":[{"id":1}],"c":{}}""", "1")]
    [InlineData("$.x[*]", """{"a":[{"id":1}]}""", "")]
    [InlineData("$.x[*]", """{"x":null}""", "")]
    public void Rows_are_found_by_their_path(string rows, string text, string ids)
    {
        var intake = new Intake(("a.json", Utf8(text)));

        var table = Ids with { Rows = Path(rows), Columns = [.. Ids.Columns!, .. rows.StartsWith("$.a[*]", StringComparison.Ordinal) ? [Column("c", path: "$.c.d")] : Array.Empty<ColumnDefinition>()] };
        var loaded = Pull(new JsonRowSource(table, intake.Batch));

        Assert.Empty(intake.Refused);
        Assert.Equal(ids, string.Join(' ', loaded.Select(row => row[0])));
    }

    [Theory]
    [InlineData("$.a[*]", """{"a":{"id":1}}""")]
    [InlineData("$.a[*].b[*]", """{"a":[{"b":[]},{"b":"text"}]}""")]
    [InlineData("$[*]", """{"id":1}""")]
    public void A_document_without_an_array_where_the_rows_should_be_is_quarantined(string rows, string text)
    {
        var intake = new Intake(("a.json", Utf8(text)));

        Assert.Empty(Pull(new JsonRowSource(Ids with { Rows = Path(rows) }, intake.Batch)));

        Assert.Equal(("WEIR6107", text), (intake.Refused.Single().Code, intake.Refused.Single().Raw));
    }

    [Theory]
    [InlineData("[1]", "a number")]
    [InlineData("[null]", "null")]
    [InlineData("[\"x\"]", "a string")]
    [InlineData("[[]]", "an array")]
    public void A_row_that_is_no_object_is_quarantined(string text, string kind)
    {
        var intake = new Intake(("a.json", Utf8(text)));

        Assert.Empty(Pull(new JsonRowSource(Ids, intake.Batch)));

        Assert.Equal(("WEIR6104", $"the row is {kind}, not an object"), (intake.Refused[0].Code, intake.Refused[0].Reason));
    }

    [Fact]
    public void Rows_may_be_plain_values()
    {
        var table = Table(Column("id", "bigint", "$.id"), Column("tag", "varchar", "@")) with { Rows = Path("$.tags[*]") };
        var intake = new Intake(("a.json", Utf8("""{"id":1,"tags":["a",2,true,null,{"x":[]}]}""")));

        var loaded = Pull(new JsonRowSource(table, intake.Batch));

        Assert.Equal(["a", "2", "true", null, """{"x":[]}"""], loaded.Select(row => row[1]));
    }

    [Theory]
    [InlineData("""[{"id":1},{"id":2},{"id":3""", "{\"id\":3", "it ends too early at line 1, column 27", 2)]
    [InlineData("[{\"id\":1},\n{\"id\":2}\n {\"id\":3}]", "{\"id\":3}]", "'{' is unexpected at line 3, column 2", 2)]
    [InlineData("[{\"id\":1},\n{\"id\":2},\n {\"id\":tru}]", "{\"id\":tru}]", "'}' is unexpected at line 3, column 11", 2)]
    [InlineData("""[{"id":1},{"id":2},]""", "]", "']' is unexpected at line 1, column 20", 2)]
    [InlineData("""[{"id":1},{"id":2}""", "", "it ends too early at line 1, column 19", 2)]
    [InlineData("""[{"id":1},{"id":2}]]""", "]", "']' is unexpected at line 1, column 20", 2)]
    [InlineData("""{"id":1}{"id":2}""", "{\"id\":2}", "'{' is unexpected at line 1, column 9", 1)]
    [InlineData("""{"id":1,"id":01}""", """{"id":1,"id":01}""", "a number goes on with '1' at line 1, column 15", 0)]
    public void Where_a_document_breaks_the_rows_before_load_and_the_rest_is_one_row(
        string text, string raw, string reason, int rows)
    {
        var intake = new Intake(("a.json", Utf8(text)));

        var loaded = Pull(new JsonRowSource(Ids, intake.Batch));

        Assert.Equal(rows, loaded.Count);
        var refused = Assert.Single(intake.Refused);
        Assert.Equal(("WEIR6106", reason, raw), (refused.Code, refused.Reason, refused.Raw));
    }

    [Theory]
    [InlineData("@.id", 0)]
    [InlineData("$.id", 2)]
    public void Where_a_document_with_rows_breaks_those_before_load_unless_a_value_may_follow(string path, int refusedRows)
    {
        var table = Table(Column("id", "bigint", path)) with { Rows = Path("$.rows[*]") };
        var before = new Intake(("a.json", Utf8("""{"id":5,"rows":[{"id":5},{"id":5},{"id":oops""")));
        var after = new Intake(("a.json", Utf8("""{"rows":[{"id":5},{"id":5},{"id":oops""")));

        Assert.Equal([5L, 5L], Pull(new JsonRowSource(table, before.Batch)).Select(row => row[0]));
        Assert.Equal(2 - refusedRows, Pull(new JsonRowSource(table, after.Batch)).Count);

        Assert.Equal("{\"id\":oops", Assert.Single(before.Refused).Raw);
        Assert.Single(after.Refused);
    }

    [Fact]
    public void A_bad_first_line_does_not_hide_that_a_file_is_newline_delimited()
    {
        var intake = new Intake(("a.json", Utf8("{\"id\":\n{\"id\":2}\n{\"id\":3}\n")));

        Assert.Equal([2L, 3L], Pull(new JsonRowSource(Ids, intake.Batch)).Select(row => row[0]));

        Assert.Equal(
            (1L, "WEIR6101", "it ends too early at line 1, column 7"),
            (intake.Refused[0].Line, intake.Refused[0].Code, intake.Refused[0].Reason));
    }

    [Fact]
    public void A_key_can_say_that_a_file_is_newline_delimited()
    {
        var intake = new Intake(("a.ndjson", Utf8("{\"id\":\n2}")), ("b.jsonl.gz", Gzip(Utf8("{\"id\":1}\n{\n"))));

        Assert.Equal([1L], Pull(new JsonRowSource(Ids, intake.Batch)).Select(row => row[0]));

        Assert.Equal([1L, 2L, 2L], intake.Refused.Select(row => row.Line!.Value).Order());
    }

    [Fact]
    public void Malformed_text_costs_only_its_own_line()
    {
        var bad = Utf8("{\"id\":1}\n{\"name\":\"\u0001x\"}\n{\"name\":\"??\"}\n{\"id\":\0}\n{\"id\":5}\n");
        bad[Array.IndexOf(bad, (byte)'?')] = 0xC3;
        var intake = new Intake(("a.json", bad));

        Assert.Equal([1L, 5L], Pull(new JsonRowSource(Ids, intake.Batch)).Select(row => row[0]));

        Assert.Equal(["WEIR6101", "WEIR6102", "WEIR6101"], intake.Refused.Select(row => row.Code));
        Assert.Equal("a string holds the control character U+0001 at line 2, column 10", intake.Refused[0].Reason);
        Assert.Contains('\uFFFD', intake.Refused[1].Raw);
    }

    [Theory]
    [InlineData(1000, 0)]
    [InlineData(1001, 1)]
    [InlineData(100_000, 1)]
    public void A_document_nested_too_deeply_is_quarantined_and_the_next_one_loads(int depth, int refused)
    {
        var deep = new StringBuilder().Append("{\"name\":").Append('[', depth - 1).Append(']', depth - 1).Append('}');
        var intake = new Intake(("a.json", Utf8($"{deep}\n{{\"id\":2}}")), ("b.json", Utf8($"[{deep},{{\"id\":3}}]")));

        var loaded = Pull(new JsonRowSource(Table(Column("id", "bigint")), intake.Batch));

        Assert.Equal(4 - (2 * refused), loaded.Count);
        Assert.All(intake.Refused, row => Assert.Equal("WEIR6103", row.Code));
    }

    [Fact]
    public void A_file_in_UTF_16_is_refused_as_a_whole()
    {
        var intake = new Intake(("a.json", Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("{}")).ToArray()));

        Assert.Empty(Pull(new JsonRowSource(Ids, intake.Batch)));

        Assert.Equal("WEIR6124", Assert.Single(intake.Refused).Code);
        Assert.Equal((1, 0, 1, LoadStatus.LoadFailed), Figures(intake));
    }

    [Fact]
    public void A_line_that_is_too_long_is_refused_and_the_others_load()
    {
        var limits = new ReadingLimits { SlabSize = 256, MaxRecordSize = 1024 };
        var text = $"{{\"id\":1}}\n{{\"name\":\"{new string('x', 5000)}\"}}\n{{\"id\":3}}\n";
        var intake = new Intake(limits, ("a.ndjson", Utf8(text)), ("b.json", Utf8($"[{{\"id\":4}},\"{new string('x', 5000)}\"]")));

        Assert.Equal([1L, 3L, 4L], Pull(new JsonRowSource(Ids, intake.Batch)).Select(row => row[0]));

        Assert.Equal(["WEIR6105", "WEIR6105"], intake.Refused.Select(row => row.Code));
        Assert.Equal([2L, 1L], intake.Refused.Select(row => row.Line!.Value));
    }

    [Fact]
    public void A_file_with_a_bad_row_gives_none_when_asked_to_skip_it()
    {
        var files = Enumerable.Range(0, 200)
            .Select(i => ($"{i}.json", Utf8($"[{{\"id\":{i}}},{{\"id\":{(i % 10 == 0 ? "\"x\"" : "1")}}}]"))).ToArray();
        var intake = new Intake(files);

        var loaded = PullOnThreads(new JsonRowSource(Ids with { OnError = OnError.SkipFile }, intake.Batch), 2, capacity: 7);

        Assert.Equal(360, loaded.Count);
        Assert.Equal(20, intake.Refused.Count);
        Assert.Equal((2, 0, 1, LoadStatus.LoadFailed), Figures(intake));
        Assert.Equal(360, intake.Batch.Tallies.Sum(tally => tally.RowsLoaded));
    }

    private static (long Parsed, long Loaded, long Quarantined, LoadStatus Status) Figures(Intake intake) =>
        (intake.Tally.RowsParsed, intake.Tally.RowsLoaded, intake.Tally.RowsQuarantined, intake.Tally.Status);
}
