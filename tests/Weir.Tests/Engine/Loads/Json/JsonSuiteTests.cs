using System.Text;

using Weir.Engine.Loads.Json;

using static Weir.Tests.Engine.Loads.Intake;

namespace Weir.Tests.Engine.Loads.Json;

/// <summary>What RFC 8259 says is JSON, what it says is not, and what it leaves to the reader.</summary>
public class JsonSuiteTests
{
    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("[[]   ]")]
    [InlineData("[\"\"]")]
    [InlineData("[null, 1, \"1\", {}]")]
    [InlineData("[1\n]")]
    [InlineData(" [1] ")]
    [InlineData("[1,null,null,null,2]")]
    [InlineData("[0e+1]")]
    [InlineData("[0e1]")]
    [InlineData("[ 4]")]
    [InlineData("[-0]")]
    [InlineData("[-123]")]
    [InlineData("[1E22]")]
    [InlineData("[1E-2]")]
    [InlineData("[123.456e78]")]
    [InlineData("[-0.000000000000000000000000000000000000000000000000000000000000000000000000000001]")]
    [InlineData("{\"a\":\"b\",\"a\":\"c\"}")]
    [InlineData("{\"\":0}")]
    [InlineData("{\"foo\\u0000bar\": 42}")]
    [InlineData("[\"\\u0060\\u012a\\u12AB\"]")]
    [InlineData("[\"\\uD801\\udc37\"]")]
    [InlineData("[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]")]
    [InlineData("[\"a/*b*/c/*d//e\"]")]
    [InlineData("[\"\u007f\"]")]
    [InlineData("[\"\u2028\u2029\uFDD0\"]")]
    [InlineData("[\"new\\u000Aline\"]")]
    [InlineData("false")]
    [InlineData("42")]
    [InlineData("-0.1")]
    [InlineData("null")]
    [InlineData("\"asd\"")]
    [InlineData("true")]
    [InlineData("[\"a\"]\n")]
    [InlineData("[true]\t\r\n")]
    public void JSON_is_accepted(string text) => Assert.Equal("", Refusals(text));

    [Theory]
    [InlineData("[1 true]")]
    [InlineData("[\"\": 1]")]
    [InlineData("[\"\"],")]
    [InlineData("[,1]")]
    [InlineData("[1,,2]")]
    [InlineData("[\"x\"]]")]
    [InlineData("[\"\",]")]
    [InlineData("[\"x\"")]
    [InlineData("[x")]
    [InlineData("[3[4]]")]
    [InlineData("[,]")]
    [InlineData("[-]")]
    [InlineData("[   , \"\"]")]
    [InlineData("[\"a\",\n4\n,1,")]
    [InlineData("[\"\u000ba\"\\f]")]
    [InlineData("[*]")]
    [InlineData("[nul]")]
    [InlineData("[tru]")]
    [InlineData("[fals]")]
    [InlineData("[++1234]")]
    [InlineData("[+1]")]
    [InlineData("[-01]")]
    [InlineData("[-1.0.]")]
    [InlineData("[-2.]")]
    [InlineData("[-NaN]")]
    [InlineData("[.-1]")]
    [InlineData("[.2e-3]")]
    [InlineData("[0.1.2]")]
    [InlineData("[0.3e+]")]
    [InlineData("[0e]")]
    [InlineData("[1 000.0]")]
    [InlineData("[1eE2]")]
    [InlineData("[2.e+3]")]
    [InlineData("[Inf]")]
    [InlineData("[Infinity]")]
    [InlineData("[0x42]")]
    [InlineData("[012]")]
    [InlineData("[1a]")]
    [InlineData("[-foo]")]
    [InlineData("[- 1]")]
    [InlineData("[１]")]
    [InlineData("{\"x\"::\"b\"}")]
    [InlineData("{\"x\", null}")]
    [InlineData("{\"a\":\"a\" 123}")]
    [InlineData("{key: 'value'}")]
    [InlineData("{\"a\":")]
    [InlineData("{\"a\"")]
    [InlineData("{1:1}")]
    [InlineData("{null:null}")]
    [InlineData("{\"id\":0,}")]
    [InlineData("{\"id\":0,,}")]
    [InlineData("{'a':0}")]
    [InlineData("{\"a\":\"b\"}/**/")]
    [InlineData("{\"a\":\"b\"}#")]
    [InlineData("{\"a\":\"b\",,\"c\":\"d\"}")]
    [InlineData("{a: \"b\"}")]
    [InlineData("{\"a\":\"a")]
    [InlineData("[\"\\u\"]")]
    [InlineData("[\"\\u00A\"]")]
    [InlineData("[\"\\uD834\\uDd\"]")]
    [InlineData("[\"\\x00\"]")]
    [InlineData("[\"\\a\"]")]
    [InlineData("[\"\\😀\"]")]
    [InlineData("[\"\\")]
    [InlineData("[\"\\\\\\\"]")]
    [InlineData("[\"a\u0000a\"]")]
    [InlineData("[\"new\nline\"]")]
    [InlineData("[\"\t\"]")]
    [InlineData("[\\u0020\"asd\"]")]
    [InlineData("[\u000c]")]
    [InlineData("[\u2060]")]
    [InlineData("<.>")]
    [InlineData("[<null>]")]
    [InlineData("aå")]
    [InlineData("[True]")]
    [InlineData("1]")]
    [InlineData("{\"x\": true,")]
    [InlineData("[][]")]
    [InlineData("]")]
    [InlineData("[")]
    [InlineData("{")]
    [InlineData("{}}")]
    [InlineData("{\"\":")]
    [InlineData("*")]
    [InlineData("[1\u0000]")]
    [InlineData("123\u0000")]
    [InlineData("\u00ef\u00bb{}")]
    [InlineData("[{\"a\":[1,2,{\"b\":[}]")]
    public void What_is_not_JSON_is_quarantined(string text)
    {
        Assert.StartsWith("WEIR610", Refusals(text), StringComparison.Ordinal);
        Assert.StartsWith("WEIR6101", Refusals(text, "a.ndjson"), StringComparison.Ordinal);
    }

    /// <summary>Left open by the RFC: numbers are kept to the digit, text must be Unicode, depth has a bound.</summary>
    [Theory]
    [InlineData("[123123e100000]", "")]
    [InlineData("[-1e+9999]", "")]
    [InlineData("[100000000000000000000]", "")]
    [InlineData("[\"\\uDADA\"]", "WEIR6115")]
    [InlineData("\uFEFF[1]", "")]
    [InlineData("[1]\n[2]", "")]
    public void What_the_RFC_leaves_open_is_kept_as_it_stands_in_a_json_column(string text, string codes) =>
        Assert.Equal(codes, Refusals(text));

    [Theory]
    [InlineData(new byte[] { 0x5B, 0x22, 0xFF, 0x22, 0x5D })]
    [InlineData(new byte[] { 0x5B, 0x22, 0xC0, 0xAF, 0x22, 0x5D })]
    [InlineData(new byte[] { 0x5B, 0x22, 0xED, 0xA0, 0x80, 0x22, 0x5D })]
    [InlineData(new byte[] { 0x5B, 0x22, 0xF4, 0xBF, 0xBF, 0xBF, 0x22, 0x5D })]
    [InlineData(new byte[] { 0x5B, 0x22, 0xE2, 0x22, 0x5D })]
    public void Malformed_UTF_8_is_quarantined(byte[] bytes)
    {
        var intake = new Intake(("a.json", bytes), ("b.ndjson", bytes));

        Assert.Empty(Pull(new JsonRowSource(Table(Column("v", "json", "@")), intake.Batch)));

        Assert.Equal(["WEIR6102", "WEIR6102"], intake.Refused.Select(row => row.Code));
    }

    [Fact]
    public void No_beginning_of_a_document_is_read_beyond_its_end()
    {
        var text = """[{"a":[1,-2.5e+3,"x\u00e9\n",{"b":true,"c":[null,false,{}]}],"d":""},{"é":[[]]}]""";
        var bytes = Utf8(text);
        for (var length = 0; length < bytes.Length; length++)
        {
            var intake = new Intake(("a.json", bytes[..length]), ("b.ndjson", bytes[..length]));

            var read = Pull(new JsonRowSource(Table(Column("v", "json", "@")), intake.Batch));

            Assert.All(read, row => Assert.Contains((string)row[0]!, text, StringComparison.Ordinal));
            Assert.Equal(length == 0 ? 0 : 2, intake.Refused.Count);
        }
    }

    private static string Refusals(string text, string key = "a.json")
    {
        var intake = new Intake((key, Encoding.UTF8.GetBytes(text)));
        Pull(new JsonRowSource(Table(Column("v", "json", "@")), intake.Batch));
        return string.Join(' ', intake.Refused.Select(row => row.Code).Distinct());
    }
}
