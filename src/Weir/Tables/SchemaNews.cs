namespace Weir.Tables;

/// <summary>Which changes of schemas are news: a table that is made tells of itself by its first rows, and its columns with it.</summary>
public static class SchemaNews
{
    /// <summary>The changes to tell of. A child table that is made later, for a list that is new, counts as a change.</summary>
    /// <param name="changes">The changes of one load.</param>
    public static IReadOnlyList<SchemaChange> Of(IReadOnlyList<SchemaChange> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        var made = changes.Where(change => change.Kind == SchemaChangeKind.TableCreated).Select(change => change.Table).ToHashSet();
        return [.. changes.Where(change => !made.Contains(change.Table) || IsLateChild(change, made))];
    }

    private static bool IsLateChild(SchemaChange change, HashSet<string> made) =>
        change.Kind == SchemaChangeKind.TableCreated
        && change.Table.Contains("__", StringComparison.Ordinal)
        && !made.Any(parent => change.Table.StartsWith(parent + "__", StringComparison.Ordinal));
}
