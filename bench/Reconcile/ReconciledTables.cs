using System.Globalization;

using Weir.DuckDb;
using Weir.Local.Warehouses;

namespace Weir.Bench.Reconcile;

/// <summary>A source and its target in one warehouse, the same but for a hundred rows.</summary>
internal sealed class ReconciledTables : IDisposable
{
    /// <summary>Keys that differ: a third of them missing here, a third missing there, the others with another amount.</summary>
    public const int Differing = 100;

    private const string Columns = "order_id, customer, country, amount, quantity, ordered_at, paid";

    private readonly DuckDbDatabase _database;
    private readonly DuckDbConnection _connection;

    /// <param name="folder">Where the warehouse is to be.</param>
    /// <param name="rows">Rows of each side, about.</param>
    /// <param name="isShuffled">Whether the target has its rows in any order; else both have them as orders come in.</param>
    public ReconciledTables(string folder, long rows, bool isShuffled)
    {
        Store = DuckDbStore.Open(Path.Combine(folder, "warehouse.db"));
        _database = new DuckDbDatabase(Path.Combine(folder, "warehouse.db"), DuckDbSettings.All);
        _connection = _database.Connect();
        var step = rows / Differing;
        Execute(string.Create(
            CultureInfo.InvariantCulture,
            $"""
            CREATE TABLE source AS
            SELECT id AS order_id, 'customer ' || hash(id) % 100000 AS customer, 'country ' || id % 200 AS country,
                ((hash(id) % 1000000) / 100)::DECIMAL(12, 2) AS amount, (id % 9)::INTEGER AS quantity,
                TIMESTAMP '2024-01-01' + to_seconds(id) AS ordered_at, id % 3 > 0 AS paid
            FROM range({rows}) AS r(id);
            CREATE TABLE target AS FROM source {(isShuffled ? "ORDER BY hash(order_id)" : "")};
            DELETE FROM source WHERE order_id % {step} = 7 AND order_id // {step} % 3 = 0;
            DELETE FROM target WHERE order_id % {step} = 7 AND order_id // {step} % 3 = 1;
            UPDATE target SET amount = amount + 1 WHERE order_id % {step} = 7 AND order_id // {step} % 3 = 2;
            CHECKPOINT
            """));
    }

    /// <summary>Both, as Weir sees them.</summary>
    public DuckDbStore Store { get; }

    /// <summary>Both sides once through a hash aggregation of all columns, in as many groups as Weir makes.</summary>
    public void Aggregate()
    {
        foreach (var side in (string[])["source", "target"])
        {
            Scalar($"SELECT count(*) FROM (SELECT hash(order_id) % 16384, count(*), sum(hash({Columns})) AS h FROM {side} GROUP BY 1) WHERE h > 0");
        }
    }

    /// <summary>Both sides once through sums of the hashes of all columns: less than this nobody can read.</summary>
    public void Sum()
    {
        foreach (var side in (string[])["source", "target"])
        {
            Scalar($"SELECT sum(hash({Columns})) > 0 FROM {side}");
        }
    }

    /// <summary>What somebody would write who wants the keys that differ.</summary>
    public void Join()
    {
        var found = Scalar(
            """
            SELECT count(*) FROM (
                SELECT coalesce(s.order_id, t.order_id), s.*, t.* FROM source s FULL OUTER JOIN target t ON s.order_id = t.order_id
                WHERE s.order_id IS NULL OR t.order_id IS NULL OR s.customer IS DISTINCT FROM t.customer OR s.country IS DISTINCT FROM t.country
                    OR s.amount IS DISTINCT FROM t.amount OR s.quantity IS DISTINCT FROM t.quantity
                    OR s.ordered_at IS DISTINCT FROM t.ordered_at OR s.paid IS DISTINCT FROM t.paid)
            """);
        Expect(found);
    }

    /// <summary>Fails unless so many keys were found to differ as do: a fast answer that is wrong counts for nothing.</summary>
    public static void Expect(long found)
    {
        if (found != Differing)
        {
            throw new InvalidOperationException($"{Differing} keys differ, and {found} were found.");
        }
    }

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
        Store.Dispose();
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private long Scalar(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
