using Weir.Engine.Loads.Reading;
using Weir.Engine.Warehouses;
using Weir.Tables;

namespace Weir.Engine.Loads.Inference;

/// <summary>The shape of rows that are merged by columns that nobody declared.</summary>
/// <param name="Table">The table of the records, with all columns that it has or gets; a row without a key does not fit.</param>
/// <param name="Merge">How the rows replace others, as far as the columns for that are there yet.</param>
/// <param name="HasKey">Whether it has all columns of the key. If not, no row fits.</param>
internal sealed record MergedShape(FlatTable Table, MergeDefinition Merge, bool HasKey)
{
    /// <param name="definition">The table as it is declared.</param>
    /// <param name="flat">The table of the records.</param>
    /// <param name="standing">It as it stands; none when it is new.</param>
    public static MergedShape Of(TableDefinition definition, FlatTable flat, TableShape? standing)
    {
        var merge = definition.Merge!;
        var named = new FileColumns(definition).Columns.Select(c => c.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);

        // What these files lack and the table has is compared, and asked for by conditions, all the same.
        var columns = flat.Columns.Concat((standing?.Columns ?? [])
            .Where(old => !FlatTables.IsOwn(old.Name) && !named.Contains(old.Name) && !flat.Columns.Any(c => IsSame(c.Name, old.Name)))
            .Select(old => Missing(old.Name, old.Type))).ToList();
        var missing = merge.PrimaryKey.Where(key => !named.Contains(key) && !columns.Exists(c => IsSame(c.Name, key))).ToList();
        columns.AddRange(missing.Select(key => Missing(key, new ColumnType(ColumnKind.Varchar))));
        var known = columns.Select(c => c.Name).Concat(named).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return new MergedShape(
            new FlatTable(flat.Name, flat.Route, [.. columns.Select(c => c with { IsRequired = merge.PrimaryKey.Any(key => IsSame(key, c.Name)) })])
            {
                HasPositions = true,
            },
            Known(merge, known),
            missing.Count == 0);
    }

    /// <summary>
    /// How rows replace others while some columns are not there yet: a column that no file has brought yet has no value in any
    /// row, so it sorts none, and when it is all that says which rows are removed, none are.
    /// </summary>
    /// <param name="merge">What is declared.</param>
    /// <param name="columns">The columns that are there.</param>
    public static MergeDefinition Known(MergeDefinition merge, IReadOnlySet<string> columns) => merge with
    {
        DedupSort = [.. merge.DedupSort.Where(columns.Contains)],
        HardDelete = merge.HardDelete is { } removes && IsName(removes.Trim()) && !columns.Contains(removes.Trim()) ? null : merge.HardDelete,
    };

    private static bool IsName(string condition) =>
        condition is [var first, ..] && (char.IsAsciiLetter(first) || first == '_') && condition.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    private static FlatColumn Missing(string name, ColumnType type) => new(name, type, [MemberName.Of(name)]);

    private static bool IsSame(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
