using System.Data;
using System.Data.Common;
using Weir.DuckDb;

namespace Weir.Tests.DuckDb;

public sealed class DatabaseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_written_is_there_after_closing_and_opening_again()
    {
        for (var i = 0; i < 3; i++)
        {
            using var database = new DuckDbDatabase(_folder["a.duckdb"]);
            using var connection = database.Connect();
            connection.Execute("CREATE TABLE IF NOT EXISTS t (i INT); INSERT INTO t VALUES (1)");
            Assert.Equal(i + 1L, connection.Scalar("SELECT count(*) FROM t"));
        }

        Assert.False(File.Exists(_folder["a.duckdb.wal"]));
    }

    [Fact]
    public void All_who_open_a_file_share_one_database()
    {
        using var database = new DuckDbDatabase(_folder["a.duckdb"]);
        using var one = database.Connect();
        using var two = new DuckDbConnection($"Data Source={_folder["a.duckdb"]}");
        two.Open();
        one.Execute("CREATE TABLE t AS SELECT 1 AS i");
        database.Dispose();
        one.Dispose();

        Assert.Equal(1, two.Scalar("SELECT i FROM t"));
        Assert.Throws<ObjectDisposedException>(() =>
        {
            two.Dispose();
            database.Connect();
        });
    }

    [Fact]
    public void A_file_is_one_database_by_whatever_links_it_is_named()
    {
        Directory.CreateDirectory(_folder["real"]);
        Directory.CreateSymbolicLink(_folder["folder"], "real");
        File.CreateSymbolicLink(_folder["file.duckdb"], Path.Combine("folder", "a.duckdb"));
        File.CreateSymbolicLink(_folder["circle.duckdb"], "circle.duckdb");

        using var one = new DuckDbDatabase(_folder["file.duckdb"]);
        using var two = new DuckDbDatabase(Path.Combine(_folder["folder"], "a.duckdb"));
        using var three = new DuckDbDatabase(Path.Combine(_folder["real"], "..", "folder", "a.duckdb"));
        using (var writing = one.Connect())
        {
            writing.Execute("CREATE TABLE t AS SELECT 1 AS i");
        }

        using var reading = three.Connect();
        Assert.Equal(1, reading.Scalar("SELECT i FROM t"));
        Assert.Equal(Path.Combine(_folder["real"], "a.duckdb"), one.Path);
        Assert.Equal(one.Path, two.Path);
        Assert.Throws<DuckDbException>(() => new DuckDbDatabase(_folder["circle.duckdb"]));
    }

    [Fact]
    public void Opening_with_other_options_is_refused_while_open()
    {
        using (var database = new DuckDbDatabase(_folder["a.duckdb"]))
        {
            Assert.Throws<InvalidOperationException>(() => new DuckDbDatabase(
                _folder["a.duckdb"], new Dictionary<string, string> { ["threads"] = "1" }));
        }

        using var later = new DuckDbDatabase(_folder["a.duckdb"], new Dictionary<string, string> { ["threads"] = "1" });
        using var connection = later.Connect();
        Assert.Equal(1L, connection.Scalar("SELECT current_setting('threads')"));
    }

    [Fact]
    public void A_connection_string_carries_options()
    {
        using (var writing = new DuckDbConnection($"Data Source={_folder["a.duckdb"]}"))
        {
            writing.Open();
            writing.Execute("CREATE TABLE t AS SELECT 1 AS i");
        }

        using var reading = new DuckDbConnection($"Data Source={_folder["a.duckdb"]};access_mode=read_only");
        reading.Open();
        Assert.Equal(ConnectionState.Open, reading.State);
        Assert.Equal(_folder["a.duckdb"], reading.DataSource);
        Assert.Equal(1, reading.Scalar("SELECT i FROM t"));
        var error = Assert.Throws<DuckDbException>(() => reading.Execute("DROP TABLE t"));
        Assert.Contains("read-only", error.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => reading.ConnectionString = "Data Source=b");
    }

    [Fact]
    public void An_option_that_is_not_known_is_named()
    {
        var error = Assert.Throws<DuckDbException>(() => new DuckDbDatabase(
            _folder["a.duckdb"], new Dictionary<string, string> { ["treads"] = "1" }));

        Assert.Contains("treads", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_database_is_not_opened_and_can_be_replaced()
    {
        File.WriteAllText(_folder["a.duckdb"], new string('x', 20_000));

        var error = Assert.Throws<DuckDbException>(() => new DuckDbDatabase(_folder["a.duckdb"]));
        Assert.Equal(DuckDbErrorKind.Io, error.Kind);

        File.Delete(_folder["a.duckdb"]);
        new DuckDbDatabase(_folder["a.duckdb"]).Dispose();
    }

    [Fact]
    public void Databases_in_memory_are_shared_by_name_only()
    {
        using var one = new DuckDbDatabase(":memory:");
        using var two = new DuckDbDatabase(":memory:");
        using var named = new DuckDbDatabase(":memory:databases-in-memory");
        using var again = new DuckDbDatabase(":memory:databases-in-memory");
        using var first = one.Connect();
        using var second = two.Connect();
        using var third = named.Connect();
        using var fourth = again.Connect();
        first.Execute("CREATE TABLE t AS SELECT 1 AS i");
        third.Execute("CREATE TABLE t AS SELECT 3 AS i");

        Assert.Throws<DuckDbException>(() => second.Execute("FROM t"));
        Assert.Equal(3, fourth.Scalar("SELECT i FROM t"));
    }

    [Fact]
    public async Task Opening_and_closing_by_many_at_once_is_safe()
    {
        using (var first = new DuckDbConnection($"Data Source={_folder["a.duckdb"]}"))
        {
            first.Open();
            first.Execute("CREATE SEQUENCE s");
        }

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 10; i++)
            {
                using var connection = new DuckDbConnection($"Data Source={_folder["a.duckdb"]}");
                connection.Open();
                connection.Execute("SELECT nextval('s')");
            }
        })));

        using var last = new DuckDbConnection($"Data Source={_folder["a.duckdb"]}");
        last.Open();
        Assert.Equal(81L, last.Scalar("SELECT nextval('s')"));
    }

    [Fact]
    public void Code_that_knows_ADO_only_can_use_it()
    {
        DbProviderFactory factory = DuckDbProviderFactory.Instance;
        using var connection = factory.CreateConnection()!;
        connection.ConnectionString = "Data Source=:memory:";
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT $a + 1";
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("$a", 41);
        command.Parameters.Add(parameter);

        Assert.Equal(42, command.ExecuteScalar());
        Assert.StartsWith("v1.", connection.ServerVersion, StringComparison.Ordinal);
    }
}
