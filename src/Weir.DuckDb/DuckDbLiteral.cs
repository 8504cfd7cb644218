namespace Weir.DuckDb;

/// <summary>Text values, made safe to stand in SQL text. Prefer parameters where a statement takes them.</summary>
public static class DuckDbLiteral
{
    /// <summary>Puts a text between single quotes, doubling those inside it. A backslash has no meaning in DuckDB's text.</summary>
    /// <param name="text">The text; it may be empty.</param>
    /// <returns>A SQL literal of exactly this text.</returns>
    /// <exception cref="ArgumentException">The text holds a NUL character, at which SQL text would end.</exception>
    public static string Quote(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException("SQL text cannot hold a NUL character; pass the value as a parameter.", nameof(text));
        }

        return $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
    }
}
