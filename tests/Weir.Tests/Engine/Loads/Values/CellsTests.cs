using System.Globalization;

using Weir.Engine.Loads.Json;

using static Weir.Tests.Engine.Loads.Intake;

namespace Weir.Tests.Engine.Loads.Values;

public class CellsTests
{
    [Theory]
    [InlineData("bigint", "9223372036854775807", 9223372036854775807L)]
    [InlineData("bigint", "-9223372036854775808", -9223372036854775808L)]
    [InlineData("bigint", "9007199254740993", 9007199254740993L)]
    [InlineData("bigint", "3.0", 3L)]
    [InlineData("bigint", "1e3", 1000L)]
    [InlineData("bigint", "12.5e1", 125L)]
    [InlineData("bigint", "-0", 0L)]
    [InlineData("bigint", "0e999999999999", 0L)]
    [InlineData("bigint", "\"42\"", 42L)]
    [InlineData("bigint", "\"+007\"", 7L)]
    [InlineData("bigint", "\"4\\u0032\"", 42L)]
    [InlineData("integer", "-2147483648", -2147483648)]
    [InlineData("smallint", "32767", (short)32767)]
    [InlineData("double", "0.1", 0.1)]
    [InlineData("double", "-1.5e-7", -1.5e-7)]
    [InlineData("double", "5e-324", 5e-324)]
    [InlineData("double", "1.7976931348623157e308", double.MaxValue)]
    [InlineData("double", "123456789012345678901234567890", 1.2345678901234568e29)]
    [InlineData("double", "\".5\"", 0.5)]
    [InlineData("real", "0.1", 0.1f)]
    [InlineData("boolean", "true", true)]
    [InlineData("boolean", "\"false\"", false)]
    [InlineData("varchar", "\"a\\u00e9\\ud83d\\ude00\\n\\/\"", "aé😀\n/")]
    [InlineData("varchar", "1e400", "1e400")]
    [InlineData("varchar", "false", "false")]
    [InlineData("varchar", "{ \"a\": [1, 2] }", "{ \"a\": [1, 2] }")]
    [InlineData("varchar", "\"\"", "")]
    [InlineData("json", "\"a\\n\"", "\"a\\n\"")]
    [InlineData("json", "[ 1 ]", "[ 1 ]")]
    [InlineData("json", "1e400", "1e400")]
    [InlineData("time", "\"23:59:59.999999\"", 86_399_999_999L)]
    [InlineData("timestamp", "\"1970-01-01T00:00:00Z\"", 0L)]
    [InlineData("timestamp", "\"1970-01-01 00:00:01.5\"", 1_500_000L)]
    [InlineData("timestamp", "\"1970-01-01T02:00+02:00\"", 0L)]
    [InlineData("timestamp", "\"1969-12-31T22:30:00-0130\"", 0L)]
    [InlineData("timestamp", "\"1970-01-02\"", 86_400_000_000L)]
    [InlineData("timestamptz", "\"1970-01-01T00:00:00.123456789Z\"", 123_456L)]
    public void A_value_that_fits_is_stored_as_it_is_meant(string type, string json, object value)
    {
        var (loaded, refused) = Convert(type, json);

        Assert.Null(refused);
        Assert.Equal(value, loaded);
    }

    [Theory]
    [InlineData("bigint", "9223372036854775808", "WEIR6112", "'9223372036854775808' is out of the range of bigint")]
    [InlineData("bigint", "1e400", "WEIR6112", "'1e400' is out of the range of bigint")]
    [InlineData("integer", "2147483648", "WEIR6112", "'2147483648' is out of the range of integer")]
    [InlineData("smallint", "-32769", "WEIR6112", "'-32769' is out of the range of smallint")]
    [InlineData("bigint", "3.5", "WEIR6113", "'3.5' is not a whole number")]
    [InlineData("bigint", "1e-2", "WEIR6113", "'1e-2' is not a whole number")]
    [InlineData("bigint", "\" 42\"", "WEIR6111", "' 42' is not an integer")]
    [InlineData("bigint", "\"\"", "WEIR6111", "'' is not an integer")]
    [InlineData("bigint", "true", "WEIR6111", "'true' is not an integer")]
    [InlineData("bigint", "[1]", "WEIR6111", "'[1]' is not an integer")]
    [InlineData("double", "1e400", "WEIR6112", "'1e400' is out of the range of double")]
    [InlineData("double", "\"NaN\"", "WEIR6111", "'NaN' is not a number")]
    [InlineData("double", "\"-\"", "WEIR6111", "'-' is not a number")]
    [InlineData("double", "\"1e\"", "WEIR6111", "'1e' is not a number")]
    [InlineData("real", "3.5e38", "WEIR6112", "'3.5e38' is out of the range of real")]
    [InlineData("hugeint", "170141183460469231731687303715884105728", "WEIR6112", null)]
    [InlineData("decimal(5,2)", "1000", "WEIR6112", "'1000' is out of the range of decimal(5,2)")]
    [InlineData("decimal(5,2)", "1.005", "WEIR6113", "'1.005' has more than 2 digits after the point")]
    [InlineData("boolean", "1", "WEIR6111", "'1' is not a boolean")]
    [InlineData("boolean", "\"TRUE\"", "WEIR6111", "'TRUE' is not a boolean")]
    [InlineData("varchar", "\"a\\ud800b\"", "WEIR6115", null)]
    [InlineData("json", "\"a\\ud800b\"", "WEIR6115", null)]
    [InlineData("json", "{\"a\":[1,\"\\\\\\udc00\"]}", "WEIR6115", null)]
    [InlineData("date", "\"2023-02-29\"", "WEIR6111", null)]
    [InlineData("date", "\"2024-01-01T12:00:00\"", "WEIR6111", null)]
    [InlineData("date", "20240101", "WEIR6111", null)]
    [InlineData("time", "\"24:00:00\"", "WEIR6111", null)]
    [InlineData("timestamp", "\"2024-01-01T00:00:00.1234567890\"", "WEIR6111", null)]
    [InlineData("timestamp", "\"2024-01-01T00:00:60\"", "WEIR6111", null)]
    [InlineData("timestamp", "\"2024-01-01Tx\"", "WEIR6111", null)]
    [InlineData("timestamp", "\"2024-13-01\"", "WEIR6111", null)]
    [InlineData("timestamp", "1700000000", "WEIR6111", null)]
    [InlineData("uuid", "\"{6f9619ff-8b86-d011-b42d-00cf4fc964ff}\"", "WEIR6111", null)]
    public void A_value_that_does_not_fit_is_refused_with_its_reason(string type, string json, string code, string? reason)
    {
        var (_, refused) = Convert(type, json);

        Assert.Equal(code, refused?.Code);
        Assert.Equal(reason ?? refused?.Reason, refused?.Reason);
    }

    [Theory]
    [InlineData("hugeint", "170141183460469231731687303715884105727")]
    [InlineData("hugeint", "-170141183460469231731687303715884105728")]
    [InlineData("hugeint", "9223372036854775808")]
    public void A_hugeint_holds_128_bits(string type, string json) =>
        Assert.Equal(Int128.Parse(json, CultureInfo.InvariantCulture), Convert(type, json).Value);

    [Theory]
    [InlineData("decimal(18,2)", "12.3", "1230")]
    [InlineData("decimal(18,2)", "12.3400", "1234")]
    [InlineData("decimal(18,2)", "-0.01", "-1")]
    [InlineData("decimal(18,2)", "1e3", "100000")]
    [InlineData("decimal(18,2)", "\"1.50\"", "150")]
    [InlineData("decimal(38,0)", "99999999999999999999999999999999999999.0", "99999999999999999999999999999999999999")]
    [InlineData("decimal(38,38)", "-0.00000000000000000000000000000000000001", "-1")]
    public void A_decimal_is_exact(string type, string json, string unscaled) =>
        Assert.Equal(Int128.Parse(unscaled, CultureInfo.InvariantCulture), Convert(type, json).Value);

    [Theory]
    [InlineData("2024-02-29")]
    [InlineData("0001-01-01")]
    [InlineData("9999-12-31")]
    [InlineData("1969-12-31")]
    [InlineData("2000-03-01")]
    public void A_date_is_its_day(string date)
    {
        Assert.Equal(DateOnly.ParseExact(date, "yyyy-MM-dd"), Convert("date", $"\"{date}\"").Value);
        Assert.Equal(DateOnly.ParseExact(date, "yyyy-MM-dd"), Convert("date", $"\"{date}T00:00:00Z\"").Value);
    }

    [Fact]
    public void A_uuid_may_lack_its_hyphens()
    {
        var uuid = Guid.Parse("6f9619ff-8b86-d011-b42d-00cf4fc964ff");
        Assert.Equal(uuid, Convert("uuid", "\"6F9619FF-8b86-d011-b42d-00cf4fc964ff\"").Value);
        Assert.Equal(uuid, Convert("uuid", "\"6f9619ff8b86d011b42d00cf4fc964ff\"").Value);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"v":null}""")]
    public void A_missing_value_is_null_or_refused_where_it_is_required(string text)
    {
        var optional = new Intake(("a.json", Utf8(text)));
        var required = new Intake(("a.json", Utf8(text)));

        Assert.Null(Assert.Single(Pull(new JsonRowSource(Table(Column("v", "json")), optional.Batch)))[0]);
        Assert.Empty(Pull(new JsonRowSource(Table(Column("v", "bigint", nullable: false)), required.Batch)));

        Assert.Equal("a required value is missing", Assert.Single(required.Refused).Reason);
    }

    private static (object? Value, Weir.Loads.QuarantinedRow? Refused) Convert(string type, string json)
    {
        var intake = new Intake(("a.json", Utf8($"{{\"v\":{json}}}")));
        var rows = Pull(new JsonRowSource(Table(Column("v", type)), intake.Batch));
        return (rows.SingleOrDefault()?[0], intake.Refused.SingleOrDefault());
    }
}
