using System.Diagnostics;
using System.Runtime.CompilerServices;
using Weir.DuckDb;

namespace Weir.Tests.DuckDb;

[Collection(nameof(MeasuredAlone))]
public sealed class MemoryTests : IDisposable
{
    private const int Megabyte = 1024 * 1024;

    private readonly DuckDbConnection _connection = Rows.InMemory();

    private static int Scale => Environment.GetEnvironmentVariable("WEIR_LONG_TESTS") == "1" ? 10 : 1;

    public void Dispose() => _connection.Dispose();

    [Fact]
    public void The_first_row_of_many_comes_soon_and_with_little_memory()
    {
        using var command = _connection.CreateCommand("SELECT range, 'some text that is longer than twelve ' || range FROM range(50000000)");
        var before = Resident();
        var watch = Stopwatch.StartNew();
        using var reader = command.ExecuteReader();
        Assert.True(reader.Read());

        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 2);
        for (var i = 0; i < 1_000_000; i++)
        {
            Assert.True(reader.Read());
        }

        Assert.InRange(Resident() - before, long.MinValue, 100 * Megabyte);
    }

    [Fact]
    public void Small_queries_leave_nothing_behind() => Grows(within: 10 * Megabyte, rounds: 4_000 * Scale, i =>
    {
        using var command = _connection.CreateCommand("SELECT $1 AS a, $2 AS b, [$1] AS c, {'x': $1} AS d");
        command.Parameters.AddValue(i);
        command.Parameters.AddValue("some text that is longer than twelve");
        using var reader = command.ExecuteReader();
        Assert.True(reader.Read());
        Assert.Equal(i, reader.GetInt32(0));
    });

    [Fact]
    public void Large_results_leave_nothing_behind() => Grows(within: 30 * Megabyte, rounds: 50 * Scale, _ =>
    {
        using var command = _connection.CreateCommand("SELECT range, 'some text that is longer than twelve ' || range AS s, [range] AS l FROM range(20000)");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            Assert.False(reader.IsDBNull(1));
        }
    });

    [Fact]
    public void Errors_and_abandoned_readers_leave_nothing_behind() => Grows(within: 20 * Megabyte, rounds: 200 * Scale, i =>
    {
        Assert.Throws<DuckDbException>(() => _connection.Execute("SELECT 'x'::INT"));
        Assert.Throws<DuckDbException>(() => _connection.Execute("SELEC"));
        Assert.Throws<DuckDbException>(() => _connection.Execute("SELECT * FROM nowhere"));
        Assert.Throws<InvalidOperationException>(() => _connection.Execute("SELECT $1"));
        using (ReadOne())
        {
        }

        if (i % 20 == 0)
        {
            // One that nobody disposes is given up when it is collected.
            Forget();
            Collect();
        }
    });

    [Fact]
    public void Host_tables_leave_nothing_behind() => Grows(within: 20 * Megabyte, rounds: 500 * Scale, _ =>
    {
        using var rows = _connection.RegisterTable(new CountingTable(5000));
        Assert.Equal(5000L, _connection.Scalar($"SELECT count(*) FROM {rows}"));
    });

    [Fact]
    public void Connections_and_databases_leave_nothing_behind() => Grows(within: 30 * Megabyte, rounds: 50 * Scale, _ =>
    {
        using var database = new DuckDbDatabase(":memory:");
        for (var i = 0; i < 10; i++)
        {
            using var connection = database.Connect();
            Assert.Equal(1, connection.Scalar("SELECT 1"));
        }
    });

    /// <summary>
    /// Compares the memory after a third of the rounds, when caches are warm, with that after all. What leaks does so every time; what
    /// the many tests before left in this process moves memory now and then.
    /// </summary>
    private static void Grows(long within, int rounds, Action<int> round)
    {
        for (var i = 0; i < rounds / 3; i++)
        {
            round(i);
        }

        var least = long.MaxValue;
        for (var tries = 0; tries < 3 && least > within; tries++)
        {
            var before = Resident();
            for (var i = 0; i < rounds; i++)
            {
                round(i);
            }

            least = Math.Min(least, Resident() - before);
        }

        Assert.InRange(least, long.MinValue, within);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Forget() => Assert.NotNull(ReadOne());

    private DuckDbDataReader ReadOne()
    {
        using var command = _connection.CreateCommand("SELECT repeat('x', 100) || range FROM range(100000)");
        var reader = command.ExecuteReader();
        Assert.True(reader.Read());
        return reader;
    }

    private static long Resident()
    {
        Collect();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }
}
