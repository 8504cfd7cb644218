namespace Weir.DuckDb;

/// <summary>Names of tables, columns and other objects, made safe to stand in SQL text.</summary>
public static class DuckDbIdentifier
{
    /// <summary>Puts a name between double quotes, doubling those inside it.</summary>
    /// <param name="name">One name, not a dotted path: quote its parts one by one.</param>
    /// <returns>SQL text that names exactly this object, keyword or not.</returns>
    /// <exception cref="ArgumentException">The name is empty or holds a NUL character.</exception>
    public static string Quote(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException("A name cannot hold a NUL character.", nameof(name));
        }

        return $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
