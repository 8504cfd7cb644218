using Weir.DuckDb;

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
}
