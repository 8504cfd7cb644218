using Weir.DuckDb;

namespace Weir.Tests.DuckDb;

public sealed class HostTableTests : IDisposable
{
    private readonly DuckDbConnection _connection = Rows.InMemory();

    public void Dispose() => _connection.Dispose();

    [Fact]
    public void Rows_of_the_host_are_inserted_row_for_row()
    {
        var table = new CountingTable(100_000);
        using var rows = _connection.RegisterTable(table);
        _connection.Execute("SET preserve_insertion_order = false; CREATE TABLE t (n BIGINT, text VARCHAR, odd BOOLEAN)");

        var changed = _connection.Execute($"INSERT INTO t SELECT * FROM {rows}");

        Assert.Equal(100_000, changed);
        Assert.Equal(0L, _connection.Scalar("""
            SELECT count(*) FROM t FULL JOIN (
              SELECT i AS n, CASE WHEN i % 10 = 0 THEN NULL ELSE repeat(chr((97 + i % 26)::INT), (i % 30)::INT) END AS text, i % 2 = 1 AS odd
              FROM range(100000) r(i)) e
            USING (n) WHERE t.text IS DISTINCT FROM e.text OR t.odd IS DISTINCT FROM e.odd
            """));
        Assert.Equal(0, table.OpenScans);
    }

    [Fact]
    public void A_scan_runs_on_as_many_threads_as_DuckDB_has()
    {
        using var both = new Barrier(2);
        var met = 0;

        // Only when two scans are in Fill at the same time can the barrier be passed.
        var table = new CountingTable(1_000_000, threads: 2, first =>
        {
            if (Volatile.Read(ref met) == 0 && both.SignalAndWait(TimeSpan.FromSeconds(10)))
            {
                Volatile.Write(ref met, 1);
            }
        });
        using var rows = _connection.RegisterTable(table);
        _connection.Execute("SET threads = 2; SET preserve_insertion_order = false; CREATE TABLE t (n BIGINT)");

        _connection.Execute($"INSERT INTO t SELECT n FROM {rows}");

        Assert.Equal(1_000_000L, _connection.Scalar("SELECT count(DISTINCT n) FROM t"));
        Assert.Equal(1, met);
        Assert.Equal(2, table.OpenedScans);
    }

    [Fact]
    public void An_exception_in_a_scan_is_the_inner_exception_of_the_commands()
    {
        var table = new CountingTable(1_000_000, threads: 2, first =>
        {
            if (first > 50_000)
            {
                throw new InvalidDataException("line 7 is torn");
            }
        });
        using var rows = _connection.RegisterTable(table);

        var error = Assert.Throws<DuckDbException>(() => _connection.Execute($"CREATE TABLE t AS FROM {rows}"));

        Assert.Contains("line 7 is torn", error.Message, StringComparison.Ordinal);
        Assert.IsType<InvalidDataException>(error.InnerException);
        Assert.Equal(0, table.OpenScans);
        Assert.True(table.Cancellation.IsCancellationRequested);
        Assert.Equal(1L, _connection.Scalar("SELECT 1::BIGINT"));
    }

    [Fact]
    public async Task Cancelling_stops_a_scan_without_end()
    {
        using var cancellation = new CancellationTokenSource();
        var table = new CountingTable(long.MaxValue, threads: 2, first =>
        {
            if (first > 100_000)
            {
                cancellation.Cancel();
            }
        });
        using var rows = _connection.RegisterTable(table);
        using var command = _connection.CreateCommand($"SELECT sum(n) FROM {rows}");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => command.ExecuteScalarAsync(cancellation.Token));

        Assert.Equal(0, table.OpenScans);
        Assert.Equal(1, _connection.Scalar("SELECT 1"));
    }

    [Fact]
    public async Task Cancelling_reaches_a_scan_that_waits()
    {
        using var cancellation = new CancellationTokenSource();
        CountingTable? table = null;
        table = new(long.MaxValue, threads: 1, _ =>
        {
            cancellation.Cancel();
            table!.Cancellation.WaitHandle.WaitOne();
            table.Cancellation.ThrowIfCancellationRequested();
        });
        using var rows = _connection.RegisterTable(table);
        using var command = _connection.CreateCommand($"SELECT sum(n) FROM {rows}");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => command.ExecuteScalarAsync(cancellation.Token));
    }

    [Fact]
    public void A_table_that_is_not_registered_any_more_is_not_found()
    {
        var rows = _connection.RegisterTable(new CountingTable(10));
        rows.Dispose();

        var error = Assert.Throws<DuckDbException>(() => _connection.Execute($"FROM {rows}"));

        Assert.Contains("no host table", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reader_may_leave_a_scan_before_its_end()
    {
        var table = new CountingTable(long.MaxValue, threads: 1);
        using var rows = _connection.RegisterTable(table);
        using (var command = _connection.CreateCommand($"SELECT n, text FROM {rows}"))
        using (var reader = command.ExecuteReader())
        {
            Assert.True(reader.Read());
        }

        Assert.Equal(0, table.OpenScans);
    }

    [Fact]
    public void Host_tables_are_read_inside_a_transaction_and_joined_with_each_other()
    {
        using var one = _connection.RegisterTable(new CountingTable(5000, threads: 1));
        using var two = _connection.RegisterTable(new CountingTable(3000, threads: 1));
        using var transaction = _connection.BeginTransaction();

        Assert.Equal(3000L, _connection.Scalar($"SELECT count(*) FROM {one} JOIN {two} USING (n)"));

        transaction.Commit();
    }

    [Fact]
    public void Every_type_a_host_column_can_have_arrives()
    {
        using var rows = _connection.RegisterTable(new TypesTable());
        using var command = _connection.CreateCommand($"SELECT COLUMNS(*)::VARCHAR FROM {rows}");
        using var reader = command.ExecuteReader();

        Assert.True(reader.Read());
        var texts = Enumerable.Range(0, reader.FieldCount).Select(reader.GetString);
        Assert.Equal(TypesTable.Texts, texts);
        Assert.False(reader.Read());
    }
}
