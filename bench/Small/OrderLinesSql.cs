namespace Weir.Bench.Small;

/// <summary>What somebody who has DuckDB alone would write to get the files' lines into a table.</summary>
internal static class OrderLinesSql
{
    public const string CreateTable =
        """
        CREATE TABLE order_lines (
            order_id BIGINT, ordered_at TIMESTAMP, customer_id BIGINT, customer VARCHAR, region VARCHAR, zip VARCHAR,
            sku VARCHAR, quantity INTEGER, price DECIMAL(9, 2), description VARCHAR, note VARCHAR)
        """;

    public const string CreateLedger =
        "CREATE TABLE load_history (file VARCHAR PRIMARY KEY, rows BIGINT, loaded_at TIMESTAMP)";

    /// <summary>Loads one file, or all that a glob matches.</summary>
    public static string Insert(string files) =>
        $$"""
        INSERT INTO order_lines
        SELECT id, ordered_at, customer.id, customer.name, customer.region, customer.address.zip,
            line.sku, line.quantity, line.price, line.description, note
        FROM (
            SELECT *, unnest(lines) AS line
            FROM read_json('{{files}}', format = 'unstructured', maximum_object_size = 1048576, columns = {
                id: 'BIGINT', ordered_at: 'TIMESTAMP',
                customer: 'STRUCT(id BIGINT, name VARCHAR, region VARCHAR, address STRUCT(street VARCHAR, zip VARCHAR, city VARCHAR))',
                lines: 'STRUCT(sku VARCHAR, quantity INTEGER, price DECIMAL(9, 2), description VARCHAR)[]',
                note: 'VARCHAR' }))
        """;
}
