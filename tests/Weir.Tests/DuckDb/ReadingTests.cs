using System.Data;
using System.Numerics;
using Weir.DuckDb;

namespace Weir.Tests.DuckDb;

public sealed class ReadingTests : IDisposable
{
    private readonly DuckDbConnection _connection = Rows.InMemory();

    /// <summary>An expression, its type's name, and its value.</summary>
    public static TheoryData<string, string, object> Values { get; } = new()
    {
        { "true", "BOOLEAN", true },
        { "(-128)::TINYINT", "TINYINT", sbyte.MinValue },
        { "(-32768)::SMALLINT", "SMALLINT", short.MinValue },
        { "(-2147483648)::INTEGER", "INTEGER", int.MinValue },
        { "(-9223372036854775808)::BIGINT", "BIGINT", long.MinValue },
        { "255::UTINYINT", "UTINYINT", byte.MaxValue },
        { "65535::USMALLINT", "USMALLINT", ushort.MaxValue },
        { "4294967295::UINTEGER", "UINTEGER", uint.MaxValue },
        { "18446744073709551615::UBIGINT", "UBIGINT", ulong.MaxValue },
        { "(-170141183460469231731687303715884105728)::HUGEINT", "HUGEINT", Int128.MinValue },
        { "170141183460469231731687303715884105727::HUGEINT", "HUGEINT", Int128.MaxValue },
        { "340282366920938463463374607431768211455::UHUGEINT", "UHUGEINT", UInt128.MaxValue },
        { "'123456789012345678901234567890123456789012345'::BIGNUM", "BIGNUM", BigInteger.Parse("123456789012345678901234567890123456789012345") },
        { "'-255'::BIGNUM", "BIGNUM", new BigInteger(-255) },
        { "1.5::FLOAT", "FLOAT", 1.5f },
        { "'NaN'::DOUBLE", "DOUBLE", double.NaN },
        { "'-inf'::DOUBLE", "DOUBLE", double.NegativeInfinity },
        { "1.25::DECIMAL(4,2)", "DECIMAL(4,2)", 1.25m },
        { "(-12345.6789)::DECIMAL(9,4)", "DECIMAL(9,4)", -12345.6789m },
        { "99999999999999.9999::DECIMAL(18,4)", "DECIMAL(18,4)", 99999999999999.9999m },
        { "(-9999999999999999999999999999)::DECIMAL(28,0)", "DECIMAL(28,0)", -9999999999999999999999999999m },
        { "0.0000000000000000000000000001::DECIMAL(28,28)", "DECIMAL(28,28)", 0.0000000000000000000000000001m },
        { "12.5::DECIMAL(38,10)", "DECIMAL(38,10)", new DuckDbDecimal(125_000_000_000, 10) },
        { "'héllo, wörld 🦆 and more'", "VARCHAR", "héllo, wörld 🦆 and more" },
        { "''", "VARCHAR", "" },
        { "'a' || chr(0) || 'b'", "VARCHAR", "a\0b" },
        { "'{\"a\": 1}'::JSON", "JSON", "{\"a\": 1}" },
        { "'\\x00\\xFF'::BLOB", "BLOB", new byte[] { 0, 255 } },
        { "'0101011'::BIT", "BIT", "0101011" },
        { "'010101101010'::BIT", "BIT", "010101101010" },
        { "DATE '2024-02-29'", "DATE", new DateOnly(2024, 2, 29) },
        { "DATE '0001-01-01'", "DATE", DateOnly.MinValue },
        { "DATE '9999-12-31'", "DATE", DateOnly.MaxValue },
        { "DATE 'infinity'", "DATE", DateOnly.MaxValue },
        { "DATE '-infinity'", "DATE", DateOnly.MinValue },
        { "TIME '23:59:59.999999'", "TIME", new TimeOnly(23, 59, 59, 999, 999) },
        { "TIME '24:00:00'", "TIME", TimeOnly.MaxValue },
        { "'12:30:00-05:30'::TIMETZ", "TIME WITH TIME ZONE", new DuckDbTimeTz(new(12, 30), -new TimeSpan(5, 30, 0)) },
        { "'00:00:00+15:59:59'::TIMETZ", "TIME WITH TIME ZONE", new DuckDbTimeTz(default, new(15, 59, 59)) },
        { "TIMESTAMP '2024-02-29 12:34:56.789012'", "TIMESTAMP", new DateTime(2024, 2, 29, 12, 34, 56, 789, 12) },
        { "TIMESTAMP '0001-01-01'", "TIMESTAMP", DateTime.MinValue },
        { "TIMESTAMP 'infinity'", "TIMESTAMP", DateTime.MaxValue },
        { "TIMESTAMP '-infinity'", "TIMESTAMP", DateTime.MinValue },
        { "'1969-12-31 23:59:59'::TIMESTAMP_S", "TIMESTAMP_S", new DateTime(1969, 12, 31, 23, 59, 59) },
        { "'infinity'::TIMESTAMP_S", "TIMESTAMP_S", DateTime.MaxValue },
        { "'2024-01-01 00:00:00.123'::TIMESTAMP_MS", "TIMESTAMP_MS", new DateTime(2024, 1, 1, 0, 0, 0, 123) },
        { "'2024-01-01 00:00:00.123456789'::TIMESTAMP_NS", "TIMESTAMP_NS", new DateTime(2024, 1, 1).AddTicks(1234567) },
        { "'1969-12-31 23:59:59.999999999'::TIMESTAMP_NS", "TIMESTAMP_NS", DateTime.UnixEpoch.AddTicks(-1) },
        { "'2024-01-01 00:00:00+01'::TIMESTAMPTZ", "TIMESTAMP WITH TIME ZONE", new DateTimeOffset(2023, 12, 31, 23, 0, 0, default) },
        { "'infinity'::TIMESTAMPTZ", "TIMESTAMP WITH TIME ZONE", new DateTimeOffset(DateTime.MaxValue, default) },
        { "INTERVAL '14 months 3 days 4 seconds'", "INTERVAL", new DuckDbInterval(14, 3, 4_000_000) },
        { "'00112233-4455-6677-8899-aabbccddeeff'::UUID", "UUID", new Guid("00112233-4455-6677-8899-aabbccddeeff") },
        { "'ffffffff-ffff-ffff-ffff-ffffffffffff'::UUID", "UUID", Guid.AllBitsSet },
        { "'b'::ENUM('a', 'b')", "ENUM('a', 'b')", "b" },
        { "[1, NULL, 3]", "INTEGER[]", new object?[] { 1, null, 3 } },
        { "[]::VARCHAR[]", "VARCHAR[]", Array.Empty<object?>() },
        { "[[1.5], NULL]::DOUBLE[][]", "DOUBLE[][]", new object?[] { new object?[] { 1.5 }, null } },
        { "[1, 2]::INTEGER[2]", "INTEGER[2]", new object?[] { 1, 2 } },
        { "{'a': 1, 'b': NULL::VARCHAR}", "STRUCT(\"a\" INTEGER, \"b\" VARCHAR)", new Dictionary<string, object?> { ["a"] = 1, ["b"] = null } },
        { "MAP {'x': 1, 'y': NULL}", "MAP(VARCHAR, INTEGER)", new Dictionary<object, object?> { ["x"] = 1, ["y"] = null } },
        { "union_value(num := 2)::UNION(num INTEGER, str VARCHAR)", "UNION(\"num\" INTEGER, \"str\" VARCHAR)", 2 },
        { "'s'::UNION(num INTEGER, str VARCHAR)", "UNION(\"num\" INTEGER, \"str\" VARCHAR)", "s" },
    };

    public void Dispose() => _connection.Dispose();

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_of_every_type_is_read(string expression, string typeName, object expected)
    {
        using var command = _connection.CreateCommand($"SELECT {expression} AS v UNION ALL SELECT NULL");
        using var reader = command.ExecuteReader();

        Assert.True(reader.Read());
        Assert.Equal(expected, reader.GetValue(0));
        Assert.Equal(typeName, reader.GetDataTypeName(0));
        Assert.True(reader.GetFieldType(0).IsInstanceOfType(reader[0]));
        Assert.False(reader.IsDBNull(0));
        Assert.True(reader.Read());
        Assert.True(reader.IsDBNull(0));
        Assert.Equal(DBNull.Value, reader["V"]);
        Assert.False(reader.Read());
        Assert.False(reader.Read());
    }

    [Fact]
    public void Every_row_of_many_chunks_of_nested_values_is_right()
    {
        using var command = _connection.CreateCommand("""
            SELECT i, [i, i + 1] AS l, {'s': repeat('x', (i % 20)::INT), 'l': range(i % 3)} AS s, MAP {i: i::VARCHAR} AS m,
              CASE WHEN i % 7 = 0 THEN NULL ELSE [[i]] END AS n
            FROM range(10000) r(i)
            """);
        using var reader = command.ExecuteReader();
        for (var i = 0L; i < 10_000; i++)
        {
            Assert.True(reader.Read());
            Assert.Equal([i, i + 1], reader.GetFieldValue<long[]>(1));
            var fields = reader.GetFieldValue<Dictionary<string, object?>>(2);
            Assert.Equal(new string('x', (int)(i % 20)), fields["s"]);
            Assert.Equal(i % 3, ((object?[])fields["l"]!).Length);
            Assert.Equal($"{i}", reader.GetFieldValue<Dictionary<object, object?>>(3)[i]);
            Assert.Equal(i % 7 == 0, reader.IsDBNull(4));
        }

        Assert.False(reader.Read());
    }

    [Fact]
    public void Numbers_are_read_as_others_when_they_fit()
    {
        using var command = _connection.CreateCommand(
            "SELECT 7::BIGINT a, sum(7) b, 7.0::DECIMAL(38,1) c, 1.5::DOUBLE d, 300 e, INTERVAL 1 DAY f, TIMESTAMPTZ '2024-01-01 00:00:00+00' g");
        using var reader = command.ExecuteReader();
        Assert.True(reader.Read());

        Assert.Equal(7, reader.GetInt32(0));
        Assert.Equal(7, reader.GetInt64(1));
        Assert.Equal(7, reader.GetFieldValue<BigInteger>(1));
        Assert.Equal(7m, reader.GetDecimal(2));
        Assert.Equal(7, reader.GetFieldValue<Int128?>(0));
        Assert.Throws<OverflowException>(() => reader.GetByte(4));
        Assert.Throws<InvalidCastException>(() => reader.GetInt32(3));
        Assert.Equal(TimeSpan.FromDays(1), reader.GetFieldValue<TimeSpan>(5));
        Assert.Equal(new DateTime(2024, 1, 1), reader.GetDateTime(6));
        Assert.Equal(DateTimeKind.Utc, reader.GetDateTime(6).Kind);
        Assert.Contains("'d' of type DOUBLE", Assert.Throws<InvalidCastException>(() => reader.GetGuid(3)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_null_is_read_only_as_what_can_be_null()
    {
        using var command = _connection.CreateCommand("SELECT NULL::INTEGER, NULL, [1, NULL]");
        using var reader = command.ExecuteReader();
        Assert.True(reader.Read());

        Assert.Null(reader.GetFieldValue<int?>(0));
        Assert.Equal(DBNull.Value, reader.GetFieldValue<object>(1));
        Assert.Throws<InvalidCastException>(() => reader.GetInt32(0));
        Assert.Throws<InvalidCastException>(() => reader.GetString(1));
        Assert.Throws<InvalidCastException>(() => reader.GetFieldValue<int[]>(2));
        Assert.Equal([1, null], reader.GetFieldValue<int?[]>(2));
    }

    [Theory]
    [InlineData("DATE '10000-01-01'")]
    [InlineData("DATE '0044-03-15 (BC)'")]
    [InlineData("TIMESTAMP '10000-01-01'")]
    [InlineData("TIMESTAMP '294247-01-10 04:00:54.775806'")]
    public void A_time_that_no_clock_here_knows_says_so(string expression)
    {
        var error = Assert.Throws<OverflowException>(() => _connection.Scalar($"SELECT {expression}"));

        Assert.Contains("VARCHAR", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Results_have_names_a_schema_and_several_sets()
    {
        using var command = _connection.CreateCommand("SELECT 1 AS a, 'x' AS \"b c\"; CREATE TABLE t (i INT); INSERT INTO t VALUES (1), (2); SELECT i FROM t");
        using var reader = command.ExecuteReader();

        Assert.Equal(["a", "b c"], Enumerable.Range(0, reader.FieldCount).Select(reader.GetName));
        Assert.Equal(1, reader.GetOrdinal("B C"));
        Assert.Contains("a, b c", Assert.Throws<IndexOutOfRangeException>(() => reader.GetOrdinal("z")).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => reader.GetValue(0));
        Assert.True(reader.NextResult());
        Assert.Equal(2, reader.RecordsAffected);
        Assert.Equal(["i"], Enumerable.Range(0, reader.FieldCount).Select(reader.GetName));
        Assert.False(reader.NextResult());
    }

    [Fact]
    public void A_data_table_can_be_loaded()
    {
        using var command = _connection.CreateCommand("SELECT i, i::VARCHAR AS s, NULL::DATE AS d FROM range(5000) r(i)");
        using var reader = command.ExecuteReader();
        using var table = new DataTable();

        table.Load(reader);

        Assert.Equal(5000, table.Rows.Count);
        Assert.Equal("4999", table.Rows[4999]["s"]);
    }

    [Fact]
    public void Disposing_a_reader_executes_what_remains()
    {
        using (var command = _connection.CreateCommand("SELECT 1; CREATE TABLE t AS SELECT 42 AS i"))
        using (command.ExecuteReader())
        {
        }

        Assert.Equal(42, _connection.Scalar("SELECT i FROM t"));
    }
}
