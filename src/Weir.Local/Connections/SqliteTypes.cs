using Weir.Local.Sqlite;
using Weir.Tables;

namespace Weir.Local.Connections;

/// <summary>What a column of SQLite holds: by its declaration, and for an expression by the first row.</summary>
internal static class SqliteTypes
{
    /// <param name="statement">The query, at its first row if there is one.</param>
    /// <param name="column">The column.</param>
    /// <param name="hasRow">Whether there is a first row.</param>
    public static ColumnType Of(Statement statement, int column, bool hasRow)
    {
        var declared = statement.DeclarationOf(column)?.ToUpperInvariant();
        return declared switch
        {
            null => hasRow ? OfValue(statement.KindOf(column)) : new ColumnType(ColumnKind.Varchar),
            _ when declared.StartsWith("BOOL", StringComparison.Ordinal) => new ColumnType(ColumnKind.Boolean),
            _ when declared.Contains("INT", StringComparison.Ordinal) => new ColumnType(ColumnKind.BigInt),
            _ when declared.Contains("REAL", StringComparison.Ordinal) || declared.Contains("FLOA", StringComparison.Ordinal)
                || declared.Contains("DOUB", StringComparison.Ordinal) || declared is "NUMERIC" or "DECIMAL" => new ColumnType(ColumnKind.Double),
            _ when ColumnType.TryParse(declared, out var type) && type.Kind == ColumnKind.Decimal => type,
            _ => new ColumnType(ColumnKind.Varchar),
        };
    }

    private static ColumnType OfValue(int kind) => new(kind switch
    {
        NativeSqlite.TypeInteger => ColumnKind.BigInt,
        NativeSqlite.TypeFloat => ColumnKind.Double,
        _ => ColumnKind.Varchar,
    });
}
