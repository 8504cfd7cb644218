using Weir.DuckDb;
using Weir.DuckDb.Sessions;

namespace Weir.Tests.DuckDb;

public sealed class CommandTests : IDisposable
{
    private readonly DuckDbConnection _connection = Rows.InMemory();

    public void Dispose() => _connection.Dispose();

    [Fact]
    public void The_library_is_of_a_known_version() =>
        Assert.StartsWith("v1.", DuckDbDatabase.LibraryVersion, StringComparison.Ordinal);

    [Fact]
    public void Several_statements_give_the_rows_they_changed_in_all()
    {
        var changed = _connection.Execute(
            "CREATE TABLE t (i INT); INSERT INTO t FROM range(10); UPDATE t SET i = i + 1 WHERE i < 3; SELECT * FROM t; DELETE FROM t WHERE i = 9;");

        Assert.Equal(10 + 3 + 1, changed);
        Assert.Equal(-1, _connection.Execute("CREATE TABLE u (i INT)"));
    }

    [Fact]
    public void Parameters_are_found_by_place_and_by_name()
    {
        Assert.Equal(5, _connection.Scalar("SELECT ? + ?", 2, 3));
        Assert.Equal("ba", _connection.Scalar("SELECT $2 || $1", "a", "b"));
        using var command = _connection.CreateCommand("SELECT $Name || $other || $name");
        command.Parameters.AddWithValue("name", "x");
        command.Parameters.AddWithValue("$other", "y");
        Assert.Equal("xyx", command.ExecuteScalar());
    }

    [Fact]
    public void A_parameter_without_a_value_is_named()
    {
        var error = Assert.Throws<InvalidOperationException>(() => _connection.Scalar("SELECT $1, $2", 1));

        Assert.Contains("$2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_parameter_can_be_unnested()
    {
        _connection.Execute("CREATE TABLE t AS SELECT i, i::VARCHAR AS s FROM range(100) r(i)");

        Assert.Equal(3L, _connection.Scalar("SELECT count(*) FROM t WHERE i IN (SELECT unnest($1))", new List<int> { 1, 5, 99, 1000 }));
        Assert.Equal(2L, _connection.Scalar("SELECT count(*) FROM t WHERE s IN (SELECT unnest($1))", new List<string> { "7", "8", "x" }));
        Assert.Equal(0L, _connection.Scalar("SELECT count(*) FROM t WHERE s IN (SELECT unnest($1))", new List<string>()));
        Assert.Throws<ArgumentException>(() => _connection.Scalar("SELECT $1", (object)new object[] { 1, 1.5 }));
    }

    [Fact]
    public void A_prepared_command_is_executed_again_and_again()
    {
        _connection.Execute("CREATE TABLE t (i BIGINT, s VARCHAR)");
        using var command = _connection.CreateCommand("INSERT INTO t VALUES ($1, $2)");
        var number = command.Parameters.AddValue(null);
        var text = command.Parameters.AddValue(null);
        command.Prepare();
        for (var i = 0; i < 100; i++)
        {
            (number.Value, text.Value) = (i, i % 2 == 0 ? null : $"text {i}");
            Assert.Equal(1, command.ExecuteNonQuery());
            if (i == 50)
            {
                // What was planned before is planned anew by DuckDB itself.
                _connection.Execute("CREATE INDEX x ON t (i)");
            }
        }

        Assert.Equal("100 4950 50", _connection.Scalar("SELECT count(*) || ' ' || sum(i) || ' ' || count(s) FROM t"));
        command.CommandText = "DELETE FROM t WHERE i < $1";
        number.Value = 10;
        Assert.Equal(10, command.ExecuteNonQuery());
    }

    [Fact]
    public void A_prepared_query_may_be_read_again()
    {
        using var command = _connection.CreateCommand("SELECT $1::INTEGER + range FROM range(3)");
        var start = command.Parameters.AddValue(0);
        command.Prepare();
        for (var i = 0; i < 10; i++)
        {
            start.Value = i;
            using var reader = command.ExecuteReader();
            Assert.True(reader.Read());
            Assert.Equal(i, reader.GetInt64(0));
        }

        using var other = Rows.InMemory();
        command.Connection = other;
        Assert.Equal(9L, command.ExecuteScalar());
    }

    [Fact]
    public void A_command_that_cannot_be_prepared_says_why()
    {
        using var command = _connection.CreateCommand("SELECT * FROM nowhere");

        Assert.Equal(DuckDbErrorKind.Catalog, Assert.Throws<DuckDbException>(command.Prepare).Kind);
    }

    /// <summary>The rows are changed by then: an error would say that they are not.</summary>
    [Theory]
    [InlineData(-1, -1)]
    [InlineData(0, 0)]
    [InlineData(int.MaxValue, int.MaxValue)]
    [InlineData(int.MaxValue + 1L, int.MaxValue)]
    [InlineData(long.MaxValue, int.MaxValue)]
    public void More_rows_than_a_number_of_ADO_can_tell_are_as_many_as_it_can(long rows, int told) =>
        Assert.Equal(told, ResultDrain.RecordsAffected(rows));
}
