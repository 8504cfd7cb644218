using System.Data.Common;

using Weir.DuckDb;

namespace Weir.Local.Warehouses.Catalog;

/// <summary>Reads the few rows of an answer whole.</summary>
internal static class Rows
{
    public static List<T> Read<T>(Rental rental, string sql, Func<DbDataReader, T> of, params ReadOnlySpan<object?> values)
    {
        using var command = rental.Connection.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new DuckDbParameter(value));
        }

        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(of(reader));
        }

        return rows;
    }

    public static string? TextOf(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static long? NumberOf(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);
}
