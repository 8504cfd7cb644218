using Weir.Engine.Warehouses.Sql;
using Weir.Failures;
using Weir.Local.Warehouses.Statements;

namespace Weir.Tests.Local.Warehouses.Statements;

/// <summary>What loads keep is theirs alone.</summary>
public class StatementGuardTests
{
    private readonly StatementGuard _guard = new(["orders", "Items"]);

    [Theory]
    [InlineData("SELECT * FROM orders")]
    [InlineData("FROM weir.load_history SELECT load_id")]
    [InlineData("(SELECT 1) UNION ALL SELECT 2")]
    [InlineData("WITH a AS (SELECT 1) SELECT * FROM a")]
    [InlineData("EXPLAIN ANALYZE SELECT 1")]
    [InlineData("explain (analyze true, format json) select 1")]
    [InlineData("SUMMARIZE orders")]
    public void What_reads_may_read_all(string sql) => Assert.True(Reads(sql));

    [Theory]
    [InlineData("INSERT INTO mine SELECT * FROM orders")]
    [InlineData("insert or replace into other.orders values (1)")]
    [InlineData("WITH a AS (SELECT 1) INSERT INTO mine FROM a")]
    [InlineData("UPDATE mine SET a = (SELECT max(id) FROM orders)")]
    [InlineData("DELETE FROM mine USING orders")]
    [InlineData("TRUNCATE mine")]
    [InlineData("MERGE INTO mine USING orders ON mine.id = orders.id WHEN MATCHED THEN UPDATE")]
    [InlineData("CREATE OR REPLACE TEMP TABLE IF NOT EXISTS mine AS FROM orders")]
    [InlineData("CREATE VIEW orders_of_today AS SELECT 1")]
    [InlineData("CREATE UNIQUE INDEX orders ON mine (id)")]
    [InlineData("CREATE SCHEMA reports")]
    [InlineData("CREATE MACRO add_one(a) AS a + 1")]
    [InlineData("DROP TABLE IF EXISTS mine")]
    [InlineData("ALTER TABLE mine ADD COLUMN b INTEGER")]
    [InlineData("COMMENT ON TABLE mine IS 'mine'")]
    public void What_changes_tables_of_ones_own_is_run(string sql) => Assert.False(Reads(sql));

    [Theory]
    [InlineData("INSERT INTO orders SELECT 1")]
    [InlineData("insert into main.\"ORDERS\" values (1)")]
    [InlineData("INSERT INTO warehouse.main.orders VALUES (1)")]
    [InlineData("INSERT INTO items__lines VALUES (1)")]
    [InlineData("WITH a AS (SELECT 1) DELETE FROM orders")]
    [InlineData("UPDATE /* */ orders SET a = 1")]
    [InlineData("EXPLAIN ANALYZE DELETE FROM orders")]
    [InlineData("explain (analyze true, format json) delete from orders")]
    [InlineData("TRUNCATE TABLE orders")]
    [InlineData("MERGE INTO orders USING mine ON true WHEN MATCHED THEN DELETE")]
    [InlineData("CREATE OR REPLACE TABLE orders AS SELECT 1")]
    [InlineData("CREATE INDEX i ON orders (id)")]
    [InlineData("DROP TABLE mine, orders")]
    [InlineData("DROP VIEW IF EXISTS main.orders")]
    [InlineData("ALTER TABLE orders ADD COLUMN b INTEGER")]
    [InlineData("DELETE FROM weir.load_history")]
    [InlineData("DELETE FROM warehouse.weir.load_history")]
    [InlineData("DROP TABLE \"weir\".\"kept from main.orders\"")]
    [InlineData("DROP SCHEMA weir CASCADE")]
    [InlineData("DROP SCHEMA main CASCADE")]
    [InlineData("CREATE TABLE weir.mine (a INTEGER)")]
    [InlineData("COPY orders TO 'file.csv'")]
    [InlineData("ATTACH 'other.db'")]
    [InlineData("SET threads = 1")]
    [InlineData("USE weir")]
    [InlineData("COMMIT")]
    [InlineData("PRAGMA database_list")]
    [InlineData("CALL pragma_version()")]
    [InlineData("CREATE SECRET s (TYPE s3)")]
    [InlineData("INSTALL httpfs")]
    public void What_belongs_to_loads_or_goes_beyond_tables_is_refused(string sql) =>
        Assert.Equal("WEIR6611", Assert.Throws<RefusedException>(() => Reads(sql)).Failure.Code);

    private bool Reads(string sql) => _guard.Reads(Assert.Single(SqlText.Statements(sql)));
}
