using System.Data;
using Weir.DuckDb;

namespace Weir.Tests.DuckDb;

public sealed class TransactionTests : IDisposable
{
    private readonly DuckDbDatabase _database = new(":memory:");
    private readonly DuckDbConnection _connection;

    public TransactionTests()
    {
        _connection = _database.Connect();
        _connection.Execute("CREATE TABLE t (i INTEGER PRIMARY KEY)");
    }

    private long Count => (long)_connection.Scalar("SELECT count(*) FROM t")!;

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    [Fact]
    public void What_is_committed_is_there_for_others()
    {
        using var other = _database.Connect();
        using (var transaction = _connection.BeginTransaction())
        {
            _connection.Execute("INSERT INTO t VALUES (1)");
            Assert.Equal(0L, other.Scalar("SELECT count(*) FROM t"));
            transaction.Commit();
            Assert.Null(transaction.Connection);
            Assert.Throws<InvalidOperationException>(transaction.Commit);
        }

        Assert.Equal(1L, other.Scalar("SELECT count(*) FROM t"));
    }

    [Fact]
    public void What_is_rolled_back_is_gone()
    {
        using var transaction = _connection.BeginTransaction();
        _connection.Execute("INSERT INTO t VALUES (1)");
        transaction.Rollback();

        Assert.Equal(0, Count);
    }

    [Fact]
    public void Disposing_without_commit_rolls_back_even_with_a_reader_open()
    {
        using (_connection.BeginTransaction())
        {
            _connection.Execute("INSERT INTO t FROM range(10000)");
            using var command = _connection.CreateCommand("FROM t");
            var reader = command.ExecuteReader();
            Assert.True(reader.Read());
        }

        Assert.Equal(0, Count);
    }

    [Fact]
    public void Closing_the_connection_rolls_back()
    {
        var other = _database.Connect();
        other.BeginTransaction();
        other.Execute("INSERT INTO t VALUES (1)");
        other.Dispose();

        Assert.Equal(0, Count);
    }

    [Fact]
    public void A_failed_transaction_is_rolled_back_and_the_next_one_works()
    {
        using (_connection.BeginTransaction())
        {
            _connection.Execute("INSERT INTO t VALUES (1)");
            Assert.Equal(
                DuckDbErrorKind.Constraint,
                Assert.Throws<DuckDbException>(() => _connection.Execute("INSERT INTO t VALUES (1)")).Kind);
            Assert.Equal(
                DuckDbErrorKind.Transaction,
                Assert.Throws<DuckDbException>(() => _connection.Execute("INSERT INTO t VALUES (2)")).Kind);
        }

        using var next = _connection.BeginTransaction();
        _connection.Execute("INSERT INTO t VALUES (3)");
        next.Commit();
        Assert.Equal(1, Count);
    }

    [Fact]
    public void A_reader_read_to_its_end_does_not_hinder_the_commit()
    {
        using var transaction = _connection.BeginTransaction();
        using var command = _connection.CreateCommand("INSERT INTO t VALUES (1) RETURNING i");
        using var reader = command.ExecuteReader();
        Assert.True(reader.Read());
        Assert.False(reader.Read());

        transaction.Commit();

        Assert.Equal(1, Count);
    }

    [Fact]
    public void Transactions_do_not_nest_and_are_of_one_isolation_level()
    {
        using var transaction = _connection.BeginTransaction();
        Assert.Equal(IsolationLevel.Snapshot, transaction.IsolationLevel);
        Assert.Throws<InvalidOperationException>(() => _connection.BeginTransaction());
        transaction.Rollback();
        Assert.Throws<NotSupportedException>(() => _connection.BeginTransaction(IsolationLevel.Serializable));
    }

    [Fact]
    public async Task Many_connections_write_at_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(() =>
        {
            using var connection = _database.Connect();
            for (var i = 0; i < 50; i++)
            {
                using var transaction = connection.BeginTransaction();
                using var command = connection.CreateCommand("INSERT INTO t VALUES ($1)");
                command.Parameters.AddValue((writer * 1000) + i);
                command.ExecuteNonQuery();
                transaction.Commit();
            }
        })));

        Assert.Equal(400, Count);
    }
}
