using Weir.Project.Schema;
using Weir.Project.Yaml;
using Weir.Tables;

namespace Weir.Project.Reading;

/// <summary>The keys of a table that say how its rows replace one another.</summary>
internal static class MergeKeys
{
    private static readonly Key<IReadOnlyList<ListShape<string>.Item>> PrimaryKey = new(
        "primary_key",
        "The columns whose values tell rows apart, for `write_disposition: merge` and `scd2`. None of them may be missing in a row.",
        new ListShape<string>("column", Scalars.Text("the name of a column")))
    {
        Example = "[order_id]",
    };

    private static readonly Key<IReadOnlyList<ListShape<string>.Item>> DedupSort = new(
        "dedup_sort",
        "The columns that say which of several rows of one key is the newest: the one with the greatest values.",
        new ListShape<string>("column", Scalars.Text("the name of a column")))
    {
        Default = "the file that landed last, and in it the last row",
        Example = "[updated_at]",
    };

    private static readonly Key<string> HardDelete = new(
        "hard_delete",
        "A condition in SQL over the table's columns, or the name of a boolean column: a row for which it holds removes the row of its key.",
        Scalars.Text("a condition"))
    {
        Example = "deleted",
    };

    private static readonly Key<TimeSpan> UndoFor = new(
        "undo_for",
        "For how long the rows that a merge replaced are kept, so that `weir unload` can bring them back; `none`: not at all.",
        DurationOrNone)
    {
        Default = "7d, of loads of no more than 100,000 rows",
        Example = "30d",
    };

    private static readonly Key[] Own = [PrimaryKey, DedupSort, HardDelete, UndoFor, HistoryKeys.Key];

    /// <summary>The keys.</summary>
    public static IReadOnlyList<Key> All => Own;

    /// <summary>How the table's rows replace one another.</summary>
    /// <param name="fields">The table's keys.</param>
    /// <param name="columns">Its columns; none when they are inferred.</param>
    /// <param name="disposition">What happens to the rows already there.</param>
    /// <param name="dispositionNode">Where that stands.</param>
    /// <param name="others">The columns that the table has besides.</param>
    /// <param name="reading">Takes what is wrong.</param>
    /// <returns>None when rows are not merged, or when something is wrong.</returns>
    public static MergeDefinition? Build(
        Fields fields,
        IReadOnlyList<ColumnDefinition>? columns,
        WriteDisposition disposition,
        YamlNode dispositionNode,
        IEnumerable<string> others,
        ReadingContext reading)
    {
        if (disposition is not (WriteDisposition.Merge or WriteDisposition.Scd2))
        {
            foreach (var key in Own.Where(fields.Has))
            {
                reading.Wrong(
                    fields.NodeOf(key),
                    "WEIR2406",
                    $"{reading.Label} has '{key.Name}', but its rows are not merged.",
                    "Add write_disposition: merge or scd2, or remove the key.");
            }

            return null;
        }

        if (!fields.TryGet(PrimaryKey, out var primaryKey))
        {
            if (!fields.Has(PrimaryKey))
            {
                reading.Wrong(
                    dispositionNode,
                    "WEIR2406",
                    $"{reading.Label} merges rows, but does not say which columns tell rows apart.",
                    "Add primary_key: [COLUMN].");
            }

            return null;
        }

        if (columns is null && disposition == WriteDisposition.Scd2)
        {
            reading.Wrong(
                dispositionNode,
                "WEIR2406",
                $"{reading.Label} keeps the history of its rows, but does not declare its columns.",
                "Add columns, or write write_disposition: merge.");
            return null;
        }

        var merge = new MergeDefinition
        {
            PrimaryKey = NamesOf(primaryKey, columns, reading),
            DedupSort = fields.TryGet(DedupSort, out var dedupSort) ? NamesOf(dedupSort, columns, reading) : [],
            HardDelete = fields.TryGet(HardDelete, out var hardDelete) ? hardDelete : null,
            UndoFor = fields.TryGet(UndoFor, out var undoFor) ? undoFor : null,
        };
        if (disposition == WriteDisposition.Scd2 && fields.Has(UndoFor))
        {
            reading.Wrong(
                fields.NodeOf(UndoFor),
                "WEIR2441",
                $"{reading.Label} has 'undo_for', but keeps the whole history of its rows: all its loads can be unloaded.",
                "Remove the key.");
        }

        return columns is null ? merge : merge with { History = HistoryKeys.Build(fields, columns, merge.DedupSort, fields.NodeOf(DedupSort), (disposition, dispositionNode), others, reading) };
    }

    private static ScalarShape<TimeSpan> DurationOrNone => new(
        new Description("string", "a duration such as 12h or 7d, or none") { Hint = "Write a whole number and a unit, such as 7d, or none." },
        (YamlNode.Scalar scalar, ReadingContext reading, out TimeSpan value) =>
        {
            value = TimeSpan.Zero;
            return scalar.Text == "none" || Scalars.Duration(TimeSpan.FromDays(3_650)).TryRead(scalar, reading, out value);
        });

    /// <summary>The columns as they are declared; as they are named here when none are.</summary>
    private static List<string> NamesOf(
        IReadOnlyList<ListShape<string>.Item> items, IReadOnlyList<ColumnDefinition>? columns, ReadingContext reading)
    {
        var names = new List<string>();
        foreach (var item in items)
        {
            var name = columns is null ? item.Value : columns.FirstOrDefault(c => c.Name.Equals(item.Value, StringComparison.OrdinalIgnoreCase))?.Name;
            if (name is null)
            {
                reading.Wrong(
                    item.Node,
                    "WEIR2407",
                    $"{reading.Label} has no column '{item.Value}'.",
                    Nearest.Hint(item.Value, [.. columns!.Select(c => c.Name)], "Its columns are"));
            }
            else if (names.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                reading.Wrong(item.Node, "WEIR2407", $"The column '{item.Value}' is named twice.", "Remove one of the two.");
            }
            else
            {
                names.Add(name);
            }
        }

        return names;
    }
}
