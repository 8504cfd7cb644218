using System.Diagnostics;
using Weir.DuckDb;

namespace Weir.Tests.DuckDb;

public sealed class CancellationTests : IDisposable
{
    private const string Endless = "SELECT count(*) FROM range(1000000000000) a, range(1000) b WHERE a.range * b.range % 7 = 8";

    private readonly DuckDbConnection _connection = Rows.InMemory();

    public void Dispose() => _connection.Dispose();

    [Fact]
    public async Task A_running_statement_is_interrupted()
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        using var command = _connection.CreateCommand(Endless);

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => command.ExecuteScalarAsync(cancellation.Token));

        Assert.Equal(cancellation.Token, error.CancellationToken);
        Assert.Equal(1, _connection.Scalar("SELECT 1"));
    }

    [Fact]
    public async Task A_token_that_is_cancelled_before_starts_nothing()
    {
        using var command = _connection.CreateCommand("CREATE TABLE t (i INT)");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => command.ExecuteNonQueryAsync(new CancellationToken(canceled: true)));

        _connection.Execute("CREATE TABLE t (i INT)");
    }

    [Fact]
    public async Task The_fetching_of_rows_is_interrupted()
    {
        using var cancellation = new CancellationTokenSource();
        using var command = _connection.CreateCommand("FROM range(1000000000000) WHERE range < 300000");
        await using var reader = await command.ExecuteReaderAsync(CancellationToken.None);
        var rows = 0;
        cancellation.CancelAfter(200);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            while (await reader.ReadAsync(cancellation.Token))
            {
                rows++;
            }
        });
        Assert.InRange(rows, 1, 300_000);
    }

    [Fact]
    public async Task Cancel_interrupts_from_another_thread()
    {
        using var command = _connection.CreateCommand(Endless);
        var running = Task.Run(command.ExecuteScalar);
        while (!running.IsCompleted)
        {
            command.Cancel();
            await Task.Yield();
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public void A_timeout_interrupts_and_says_so()
    {
        using var command = _connection.CreateCommand(Endless);
        command.CommandTimeout = 1;
        var watch = Stopwatch.StartNew();

        var error = Assert.Throws<DuckDbException>(() => command.ExecuteScalar());

        Assert.InRange(watch.Elapsed.TotalSeconds, 0.9, 10);
        Assert.Equal(DuckDbErrorKind.Interrupt, error.Kind);
        Assert.IsType<TimeoutException>(error.InnerException);
        Assert.Contains("1 s", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interrupted_insert_leaves_nothing()
    {
        _connection.Execute("CREATE TABLE t (i BIGINT)");
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        using var command = _connection.CreateCommand("INSERT INTO t FROM range(10000000000)");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => command.ExecuteNonQueryAsync(cancellation.Token));

        Assert.Equal(0L, _connection.Scalar("SELECT count(*) FROM t"));
    }

    [Fact]
    public async Task Cancelling_at_any_moment_either_cancels_or_comes_too_late()
    {
        using var command = _connection.CreateCommand("SELECT count(*) FROM range(200000) a WHERE a.range % 3 = 1");
        for (var i = 0; i < 200; i++)
        {
            using var cancellation = new CancellationTokenSource(TimeSpan.FromMicroseconds(i * 20));
            try
            {
                Assert.Equal(66_667L, await command.ExecuteScalarAsync(cancellation.Token));
            }
            catch (OperationCanceledException)
            {
                Assert.True(cancellation.IsCancellationRequested);
            }
        }

        Assert.Equal(66_667L, command.ExecuteScalar());
    }
}
