using System.Numerics;
using Weir.DuckDb;

namespace Weir.Tests.DuckDb;

public sealed class ParameterTests : IDisposable
{
    private readonly DuckDbConnection _connection = Rows.InMemory();

    /// <summary>A value, the type DuckDB sees, and what comes back where that is another value.</summary>
    public static TheoryData<object?, string, object?> Values { get; } = new()
    {
        { true, "BOOLEAN", null },
        { sbyte.MinValue, "TINYINT", null },
        { byte.MaxValue, "UTINYINT", null },
        { short.MinValue, "SMALLINT", null },
        { ushort.MaxValue, "USMALLINT", null },
        { int.MinValue, "INTEGER", null },
        { uint.MaxValue, "UINTEGER", null },
        { long.MinValue, "BIGINT", null },
        { ulong.MaxValue, "UBIGINT", null },
        { Int128.MinValue, "HUGEINT", null },
        { UInt128.MaxValue, "UHUGEINT", null },
        { new BigInteger(-5), "HUGEINT", (Int128)(-5) },
        { BigInteger.Pow(10, 50), "BIGNUM", null },
        { -BigInteger.Pow(256, 20), "BIGNUM", null },
        { 1.5f, "FLOAT", null },
        { double.MaxValue, "DOUBLE", null },
        { -123.450m, "DECIMAL(6,3)", null },
        { 0.001m, "DECIMAL(3,3)", null },
        { 0m, "DECIMAL(1,0)", null },
        { decimal.MaxValue, "DECIMAL(29,0)", new DuckDbDecimal((Int128)decimal.MaxValue, 0) },
        { "", "VARCHAR", null },
        { "it's \"quoted\" \0 and 🦆", "VARCHAR", null },
        { 'x', "VARCHAR", "x" },
        { Array.Empty<byte>(), "BLOB", null },
        { new byte[] { 0, 1, 255 }, "BLOB", null },
        { new DateTime(2024, 2, 29, 12, 34, 56, 789, 123), "TIMESTAMP", null },
        { new DateTime(1969, 12, 31, 23, 59, 59), "TIMESTAMP", null },
        { new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.FromHours(5)), "TIMESTAMP WITH TIME ZONE", null },
        { DateOnly.MinValue, "DATE", null },
        { DateOnly.MaxValue, "DATE", null },
        { new TimeOnly(23, 59, 59, 999, 999), "TIME", null },
        { TimeSpan.FromHours(-30), "INTERVAL", new DuckDbInterval(0, 0, -30L * 3_600_000_000) },
        { new DuckDbInterval(1, 2, 3), "INTERVAL", null },
        { new Guid("ffeeddcc-bbaa-9988-7766-554433221100"), "UUID", null },
        { null, "\"NULL\"", DBNull.Value },
        { DBNull.Value, "\"NULL\"", null },
        { new List<long> { 1, 2 }, "BIGINT[]", new object?[] { 1L, 2L } },
        { new List<int?> { 1, null }, "INTEGER[]", new object?[] { 1, null } },
        { new List<string?> { null }, "VARCHAR[]", new object?[] { null } },
        { new List<DateOnly>(), "DATE[]", Array.Empty<object?>() },
        { new List<object?>(), "\"NULL\"[]", Array.Empty<object?>() },
        { new List<decimal> { 1.5m, 22.125m }, "DECIMAL(38,3)[]", new object?[] { new DuckDbDecimal(1500, 3), new DuckDbDecimal(22125, 3) } },
        { new List<string[]> { new[] { "a" }, Array.Empty<string>() }, "VARCHAR[][]", new object?[] { new object?[] { "a" }, Array.Empty<object?>() } },
    };

    public void Dispose() => _connection.Dispose();

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_of_every_type_goes_there_and_back(object? value, string type, object? back)
    {
        Assert.Equal(type, _connection.Scalar("SELECT typeof($1)", value));
        Assert.Equal(back ?? value, _connection.Scalar("SELECT $1", value));
    }

    [Fact]
    public void Text_that_no_encoding_can_hold_is_refused_not_replaced() =>
        Assert.Throws<System.Text.EncoderFallbackException>(() => _connection.Scalar("SELECT $1", "\uD800"));

    [Fact]
    public void A_value_of_a_type_without_counterpart_is_refused() =>
        Assert.Throws<NotSupportedException>(() => _connection.Scalar("SELECT $1", new object()));

    [Fact]
    public void Every_statement_of_a_text_sees_the_parameters()
    {
        using var command = _connection.CreateCommand("CREATE TABLE t (i INT, s VARCHAR); INSERT INTO t VALUES ($i, $s); INSERT INTO t VALUES ($i + 1, $s)");
        command.Parameters.AddWithValue("s", "x");
        command.Parameters.AddWithValue("i", 1);

        Assert.Equal(2, command.ExecuteNonQuery());
        Assert.Equal("1x2x", _connection.Scalar("SELECT string_agg(i || s, '' ORDER BY i) FROM t"));
    }
}
