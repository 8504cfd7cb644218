using Weir.DuckDb;

namespace Weir.Tests.DuckDb;

public sealed class ErrorTests : IDisposable
{
    private readonly DuckDbConnection _connection = Rows.InMemory();

    public void Dispose() => _connection.Dispose();

    [Theory]
    [InlineData("SELEC 1", DuckDbErrorKind.Parser, "syntax error at or near \"SELEC\"")]
    [InlineData("SELECT * FROM nowhere", DuckDbErrorKind.Catalog, "Table with name nowhere does not exist")]
    [InlineData("SELECT x FROM (SELECT 1 AS y)", DuckDbErrorKind.Binder, "Referenced column \"x\" not found")]
    [InlineData("SELECT 'x'::INT", DuckDbErrorKind.Conversion, "Could not convert string 'x' to INT32")]
    [InlineData("SELECT error('own words')", DuckDbErrorKind.InvalidInput, "own words")]
    [InlineData("CREATE TABLE t (i INT NOT NULL); INSERT INTO t VALUES (NULL)", DuckDbErrorKind.Constraint, "NOT NULL constraint failed: t.i")]
    [InlineData("COMMIT", DuckDbErrorKind.Transaction, "no transaction is active")]
    [InlineData("SELECT * FROM read_csv('/nowhere/at/all.csv')", DuckDbErrorKind.Io, "/nowhere/at/all.csv")]
    [InlineData("SELECT 9223372036854775807 + 1::BIGINT", DuckDbErrorKind.OutOfRange, "Overflow")]
    public void An_error_keeps_its_kind_and_its_words(string sql, DuckDbErrorKind kind, string words)
    {
        var error = Assert.Throws<DuckDbException>(() => _connection.Execute(sql));

        Assert.Equal(kind, error.Kind);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.False(error.IsFatal);
        Assert.False(error.IsTransient);
        Assert.Equal(1, _connection.Scalar("SELECT 1"));
    }

    [Fact]
    public void An_error_far_into_a_result_comes_out_of_the_reader()
    {
        using var command = _connection.CreateCommand("SELECT CASE WHEN i = 900000 THEN error('row 900000') ELSE i END FROM range(1000000) r(i)");
        using var reader = command.ExecuteReader();
        var rows = 0;

        var error = Assert.Throws<DuckDbException>(() =>
        {
            while (reader.Read())
            {
                rows++;
            }
        });

        Assert.Contains("row 900000", error.Message, StringComparison.Ordinal);
        Assert.InRange(rows, 1, 900_000);
        Assert.False(reader.Read());
    }

    [Fact]
    public void The_statements_before_a_failing_one_are_done()
    {
        Assert.Throws<DuckDbException>(() => _connection.Execute("CREATE TABLE t AS SELECT 1; SELECT 'x'::INT; DROP TABLE t"));

        Assert.Equal(1L, _connection.Scalar("SELECT count(*) FROM t"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ;  -- nothing")]
    public void An_empty_text_does_nothing(string sql)
    {
        Assert.Equal(-1, _connection.Execute(sql));
        Assert.Null(_connection.Scalar(sql));
    }

    [Fact]
    public void A_text_with_a_NUL_is_refused() => Assert.Throws<ArgumentException>(() => _connection.Execute("SELECT 1\0; DROP TABLE t"));

    [Fact]
    public void A_second_statement_while_a_reader_is_open_is_refused()
    {
        using var command = _connection.CreateCommand("FROM range(1000000)");
        using (var reader = command.ExecuteReader())
        {
            Assert.True(reader.Read());
            var error = Assert.Throws<InvalidOperationException>(() => _connection.Execute("SELECT 1"));
            Assert.Contains("reader", error.Message, StringComparison.Ordinal);
            Assert.True(reader.Read());
        }

        Assert.Equal(-1, _connection.Execute("SELECT 1"));
    }

    [Fact]
    public void A_command_needs_an_open_connection()
    {
        using var closed = new DuckDbConnection("Data Source=:memory:");
        using var command = closed.CreateCommand("SELECT 1");
        Assert.Throws<InvalidOperationException>(() => command.ExecuteScalar());
        command.Connection = null;
        Assert.Throws<InvalidOperationException>(() => command.ExecuteScalar());
    }

    [Fact]
    public void A_conflict_of_two_transactions_is_transient()
    {
        using var database = new DuckDbDatabase(":memory:");
        using var one = database.Connect();
        using var two = database.Connect();
        one.Execute("CREATE TABLE t AS SELECT 1 AS i");
        using var first = one.BeginTransaction();
        using var second = two.BeginTransaction();
        one.Execute("UPDATE t SET i = 2");

        var error = Assert.Throws<DuckDbException>(() => two.Execute("UPDATE t SET i = 3"));

        Assert.Equal(DuckDbErrorKind.Transaction, error.Kind);
        Assert.True(error.IsTransient);
    }
}
