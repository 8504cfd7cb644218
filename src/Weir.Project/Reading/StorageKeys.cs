using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

using Weir.Project.Schema;
using Weir.Project.Yaml;
using Weir.Tables;

namespace Weir.Project.Reading;

/// <summary>The keys that say where a table has its rows when that is not the warehouse.</summary>
internal static partial class StorageKeys
{
    private const string Hint = "Write BUCKET/FOLDER, such as lake/orders: letters, digits, '_', '-' and '.', with slashes between folders.";

    private static readonly Key<string> Parquet = new(
        "parquet",
        "The bucket, and the folder within it, that holds the table's rows as Parquet files. The folder is the table's own: no object lands there.",
        new ScalarShape<string>(new Description("string", "a folder of a bucket, such as lake/orders") { Hint = Hint }, TryReadFolder))
    {
        IsRequired = true,
        Example = "lake/orders",
    };

    private static readonly Key<IReadOnlyList<ListShape<PartitionField>.Item>> PartitionBy = new(
        "partition_by",
        "The levels of folders, outermost first: columns, or `year(COLUMN)`, `month(COLUMN)`, `date(COLUMN)`, which are UTC unless a time zone "
        + "follows, as in `\"date(COLUMN, Europe/Zurich)\"`.",
        new ListShape<PartitionField>("partition", new ScalarShape<PartitionField>(new Description("string", "a column, or year(COLUMN)"), TryReadField)))
    {
        Default = "none: all files are in the one folder",
        Example = "[year(ordered_at), month(ordered_at)]",
    };

    private static readonly Key<bool> Replace = new(
        "replace",
        "What a file replaces with `write_disposition: replace`: the whole `table`, or only the `partitions` that it has rows for.",
        Scalars.Choice(new Dictionary<string, bool> { ["table"] = false, ["partitions"] = true }, later: []))
    {
        Default = "table",
    };

    private static readonly RecordShape<Written> Shape = new(
        [Parquet, PartitionBy, Replace],
        (fields, _) => new Written(
            fields.Get(Parquet),
            fields.TryGet(PartitionBy, out var levels) ? levels : [],
            fields.TryGet(Replace, out var partitions) ? (partitions, fields.NodeOf(Replace)) : null));

    private static readonly Key<Written> Storage = new(
        "storage", "Where the table's rows are, when not in the warehouse itself, which has a view of them then.", Shape);

    /// <summary>The key.</summary>
    public static Key Key => Storage;

    /// <summary>Where the table has its rows.</summary>
    /// <param name="fields">The table's keys.</param>
    /// <param name="format">How its files are written.</param>
    /// <param name="columns">Its columns; none when they are inferred.</param>
    /// <param name="disposition">What happens to the rows already there.</param>
    /// <param name="others">Further columns, which come from the names of objects.</param>
    /// <param name="reading">Takes what is wrong.</param>
    public static ParquetStorage? Build(
        Fields fields, FileFormat format, IReadOnlyList<ColumnDefinition>? columns, WriteDisposition disposition, IReadOnlyList<string> others,
        ReadingContext reading)
    {
        if (!fields.TryGet(Storage, out var written))
        {
            return null;
        }

        if (disposition == WriteDisposition.Scd2)
        {
            reading.Wrong(
                fields.NodeOf(Storage),
                "WEIR2437",
                $"{reading.Label} keeps the history of its rows, which a table of Parquet files cannot.",
                "Remove 'storage', or write write_disposition: merge.");
        }

        if (columns is null && format == FileFormat.Json)
        {
            reading.Wrong(
                fields.NodeOf(Storage),
                "WEIR2435",
                $"{reading.Label} has its rows as Parquet files and does not declare its columns: JSON may bring child tables, which have no place there.",
                "Add columns.");
        }

        foreach (var level in written.PartitionBy)
        {
            Check(level, columns, others, reading);
        }

        foreach (var same in written.PartitionBy.GroupBy(level => level.Value.Name, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1))
        {
            reading.Wrong(
                same.Last().Node, "WEIR2436", $"{reading.Label} has two partitions of the name '{same.Key}'.", "Remove one of them.");
        }

        if (written.Replace is var (_, node) && (disposition != WriteDisposition.Replace || written.PartitionBy.Count == 0))
        {
            reading.Wrong(
                node,
                "WEIR2438",
                disposition == WriteDisposition.Replace
                    ? $"{reading.Label} says which partitions a file replaces, and has none."
                    : $"{reading.Label} says what a file replaces, and its files replace nothing.",
                disposition == WriteDisposition.Replace ? "Add partition_by, or remove 'replace'." : "Add write_disposition: replace, or remove 'replace'.");
        }

        return new ParquetStorage(
            written.Place.Split('/')[0], written.Place[(written.Place.IndexOf('/', StringComparison.Ordinal) + 1)..], [.. written.PartitionBy.Select(level => level.Value)])
        {
            ReplacesPartitions = written.Replace is (true, _),
        };
    }

    /// <summary>Notes tables whose folders lie within one another.</summary>
    public static void CheckApart(IEnumerable<TableDefinition> tables, YamlNode node, ReadingContext reading)
    {
        var seen = new List<(string Table, string Folder)>();
        foreach (var table in tables.Where(t => t.Storage is not null))
        {
            var folder = $"{table.Storage!.Bucket}/{table.Storage.Prefix}/";
            if (seen.Find(other => IsWithin(folder, other.Folder) || IsWithin(other.Folder, folder)) is { Table: { } other })
            {
                var at = (((node as YamlNode.Map)?[table.Name] as YamlNode.Map)?["storage"] as YamlNode.Map)?["parquet"] ?? node;
                reading.Wrong(
                    at,
                    "WEIR2434",
                    $"The tables '{other}' and '{table.Name}' have their Parquet files in one folder, or one within the other.",
                    "Give each table a folder of its own.");
            }

            seen.Add((table.Name, folder));
        }

        static bool IsWithin(string inner, string outer) => inner.StartsWith(outer, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The folders that tables have in a bucket.</summary>
    public static IReadOnlyList<string> FoldersIn(string bucket, IEnumerable<TableDefinition> tables) =>
        [.. tables.Select(table => table.Storage).OfType<ParquetStorage>().Where(storage => storage.Bucket == bucket).Select(storage => storage.Prefix)];

    private static void Check(
        ListShape<PartitionField>.Item level, IReadOnlyList<ColumnDefinition>? columns, IReadOnlyList<string> others, ReadingContext reading)
    {
        var field = level.Value;
        if (field.Unit != PartitionUnit.Value && columns?.Any(c => c.Name.Equals(field.Name, StringComparison.OrdinalIgnoreCase)) == true)
        {
            reading.Wrong(
                level.Node,
                "WEIR2436",
                $"{reading.Label} has a column '{field.Name}', which '{field}' would hide from engines that read its folders.",
                $"Write partition_by: [{field.Name}] when the column holds just that, or rename the column.");
        }

        if (columns is null || others.Contains(field.Column, StringComparer.OrdinalIgnoreCase))
        {
            return;
        }

        var column = columns.FirstOrDefault(c => c.Name.Equals(field.Column, StringComparison.OrdinalIgnoreCase));
        if (column is null)
        {
            reading.Wrong(
                level.Node,
                "WEIR2432",
                $"{reading.Label} has no column '{field.Column}' to be partitioned by.",
                Nearest.Hint(field.Column, [.. columns.Select(c => c.Name)], "Its columns are"));
        }
        else if (!field.Fits(column.Type.Kind))
        {
            reading.Wrong(
                level.Node,
                "WEIR2433",
                $"{reading.Label} cannot be partitioned by '{field}': the column is {column.Type}.",
                field.Unit == PartitionUnit.Value
                    ? "Name a column of type varchar, boolean, smallint, integer, bigint or date; of a time, write date(COLUMN)."
                    : field.TimeZone is null ? "Name a column of type date, timestamp or timestamptz." : "Name a column of type timestamp or timestamptz, or leave the time zone out.");
        }
    }

    private static bool TryReadFolder(YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out string value)
    {
        value = scalar.Text.TrimEnd('/');
        if (!Folder.IsMatch(value))
        {
            reading.Wrong(scalar, "WEIR2431", $"{reading.Label} is '{value}', which is no folder of a bucket.", Hint);
            return false;
        }

        ObjectPatterns.CheckBucket(value.Split('/')[0], scalar, reading);
        return true;
    }

    private static bool TryReadField(YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out PartitionField value)
    {
        if (!PartitionField.TryParse(scalar.Text, out value))
        {
            reading.Wrong(
                scalar,
                "WEIR2432",
                $"{reading.Label} has '{scalar.Text}', by which no table can be partitioned.",
                "Write a column of letters, digits and '_', or year(COLUMN), month(COLUMN) or date(COLUMN); with a time zone, in quotes: 'date(COLUMN, Europe/Zurich)'.");
            return false;
        }

        if (value!.TimeZone is { } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
        {
            reading.Wrong(scalar, "WEIR2432", $"{reading.Label} names the time zone '{zone}', which is not known.", "Write an IANA name such as Europe/Zurich.");
            return false;
        }

        return true;
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9.-]*(/[A-Za-z0-9_][A-Za-z0-9._-]{0,99}(?<!\.))+(?!\n)$", RegexOptions.CultureInvariant)]
    private static partial Regex Folder { get; }

    private sealed record Written(
        string Place, IReadOnlyList<ListShape<PartitionField>.Item> PartitionBy, (bool Partitions, YamlNode Node)? Replace);
}
