using Weir.DuckDb;
using Weir.Engine.Warehouses;
using Weir.Loads;
using Weir.Local.Warehouses;
using Weir.Tables;

namespace Weir.Local.Lake;

/// <summary>
/// The rows of a load on their way into the files of a table. They are written as they come when nothing has to be done with
/// them; else they wait in a stage.
/// </summary>
internal sealed class LakeLoad : RowTarget
{
    /// <summary>Where rows wait that are tested or that several files bring. It is the connection's own, and goes with it.</summary>
    public const string Stage = "temp.weir_lake_staged";

    /// <summary>Where copies of rows of files are that a change is to be made to, and not to the files.</summary>
    public const string Copies = "temp.weir_lake_rows";

    private readonly Rental _rental;
    private readonly LakeTable _table;
    private readonly LakeShape _shape;
    private readonly bool _isStaged;
    private IReadOnlyList<LakeFile>? _near;
    private bool _isCopied;

    private LakeLoad(Rental rental, LakeTable table, LakeShape shape, LakeChange change, bool isStaged) =>
        (_rental, _table, _shape, Change, _isStaged) = (rental, table, shape, change, isStaged);

    /// <summary>What becomes of the table's files.</summary>
    public LakeChange Change { get; }

    /// <summary>Whether a file replaces the partitions that it has rows for.</summary>
    public bool ReplacesPartitions => _table.Storage.ReplacesPartitions;

    /// <summary>Whether a row <c>r</c> is in no partition that staged rows are in, as SQL.</summary>
    public string IsElsewhere => LakePartitions.IsElsewhere(_table, Columns, Stage);

    private IReadOnlyList<ShapeColumn> Columns => _shape.Columns;

    /// <summary>Brings the table's view into shape, within the open transaction.</summary>
    /// <param name="rental">The connection.</param>
    /// <param name="was">The table, as its files are laid out.</param>
    /// <param name="storage">How they are to be laid out.</param>
    /// <param name="wanted">The columns of the rows.</param>
    /// <param name="isStaged">Whether rows are to wait in the stage.</param>
    /// <exception cref="Weir.Failures.RefusedException">WEIR6003, WEIR6302: rows of this shape do not go into the table.</exception>
    public static LakeLoad Prepare(Rental rental, LakeTable was, ParquetStorage storage, TableShape wanted, bool isStaged)
    {
        var table = was with { Storage = storage };
        var shape = LakeShape.Of(ShapeKeeper.Describe(rental, was.Name), wanted);
        LakeLevel.Of(table, shape.Columns);
        var change = new LakeChange(rental, was);

        // What is written at once would still be laid out as before.
        isStaged |= shape.IsRewritten || IsRelaid(was, table);
        if (shape.Changes.Count > 0)
        {
            LakeView.Create(rental, was, shape.Columns, change.Files, shape.Formers);
        }

        if (isStaged)
        {
            var columns = shape.Columns.Select(c => $"{DuckDbIdentifier.Quote(c.Name)} {ColumnTypes.SqlOf(c.Type)}");
            rental.Execute($"CREATE OR REPLACE TEMP TABLE weir_lake_staged ({string.Join(", ", columns)})");
        }

        return new LakeLoad(rental, table, shape, change, isStaged);
    }

    /// <summary>What was changed about the table's columns.</summary>
    public IReadOnlyList<ShapeChange> Changes => _shape.Changes;

    public override void Take(IReadOnlyList<string> columns, string select)
    {
        if (_isStaged)
        {
            new Table(_rental, Stage).Take(columns, select);
            return;
        }

        var given = columns.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var values = Columns.Select(c =>
            $"CAST({(given.Contains(c.Name) ? $"x.{DuckDbIdentifier.Quote(c.Name)}" : "NULL")} AS {ColumnTypes.SqlOf(c.Type)})");
        Change.Write(
            Columns, $"SELECT {string.Join(", ", values)} FROM ({select}) AS x({string.Join(", ", columns.Select(DuckDbIdentifier.Quote))})");
    }

    /// <summary>Takes the rows away that are replaced, and writes those that waited.</summary>
    /// <param name="isReplaced">Whether no row stays that was there before.</param>
    /// <param name="records">What became of the files.</param>
    /// <param name="undone">The load whose rows go; none when no load is undone.</param>
    public void Publish(bool isReplaced, IReadOnlyList<LoadRecord> records, LoadRecord? undone)
    {
        // What is there already was written as it came.
        var fresh = Change.Added.ToList();
        if (undone is not null && ReplacesPartitions)
        {
            LakeRemoval.Remove(_rental, Change, Columns, undone.LoadId);
            PartitionHistory.Remove(_rental, _table.Name, undone.LoadId);
        }

        if (isReplaced)
        {
            Change.Remove([.. Change.Files.Except(Change.Added)]);
        }

        var isRelaid = IsRelaid(Change.Table, _table);
        if (isReplaced || isRelaid)
        {
            PartitionHistory.Forget(_rental, _table.Name);
        }

        if (_shape.IsRewritten || isRelaid)
        {
            Change.RewriteAll(_table, Columns, _shape.Formers);
        }

        IReadOnlyList<LakeFile> standing = [.. Change.Files.Except(fresh)];
        if (_isStaged)
        {
            Change.Write(Columns, $"SELECT * FROM {Stage}{(ReplacesPartitions ? LakePartitions.OfTheNewest(_table, Columns) : "")}");
        }

        if (ReplacesPartitions)
        {
            var brought = LakePartitions.Brought(_rental, Change, Columns, _isStaged ? Stage : null, fresh, records);
            LakePartitions.Replace(_rental, Change, standing, brought);
        }
    }

    /// <summary>What publishing rows that replace no keys would take away, and what it would add: of what holds them, as SQL.</summary>
    /// <param name="isReplaced">Whether no row stays that was there before.</param>
    /// <param name="undone">The load whose rows go; none when no load is undone.</param>
    public (string? Before, string After) Compare(bool isReplaced, LoadRecord? undone)
    {
        if (ReplacesPartitions)
        {
            return LakePartitions.Compare(_rental, _table, Columns, Stage, undone?.LoadId ?? 0);
        }

        return (isReplaced ? TableName.Quote(_table.Name) : null, Stage);
    }

    /// <summary>Copies those rows that a merge may touch: from now on it changes the copies, and no file.</summary>
    /// <param name="stage">The staged rows.</param>
    /// <param name="merge">What a key is.</param>
    /// <param name="keys">What has the keys that are touched.</param>
    public void Copy(string stage, MergeDefinition merge, string keys)
    {
        var own = string.Join(", ", merge.PrimaryKey.Select(DuckDbIdentifier.Quote));
        _rental.Execute($"CREATE OR REPLACE TEMP TABLE weir_lake_rows AS SELECT * FROM ({Near(stage, merge)}) SEMI JOIN {keys} USING ({own})");
        _isCopied = true;
    }

    private static bool IsRelaid(LakeTable was, LakeTable now) =>
        LakeManifest.LevelsOf(was.Storage) != LakeManifest.LevelsOf(now.Storage);

    /// <summary>Selects the rows that may have a key of the staged ones.</summary>
    public string Near(string stage, MergeDefinition merge) => _isCopied
        ? $"SELECT * FROM {Copies}"
        : Change.Select(Columns, NearFiles(stage, merge));

    /// <summary>Puts staged rows in the place of those with the same key.</summary>
    /// <param name="stage">The staged rows, one of each key.</param>
    /// <param name="shape">Their columns.</param>
    /// <param name="merge">What a key is.</param>
    /// <param name="sameKey">Whether the rows <c>staged</c> and <c>standing</c> have the same key.</param>
    /// <param name="taken">Whether a staged row stays.</param>
    public void Merge(string stage, TableShape shape, MergeDefinition merge, string sameKey, string taken)
    {
        var names = string.Join(", ", Columns.Select(c => DuckDbIdentifier.Quote(c.Name)));

        // Columns that the project does not declare any more have no value in new rows.
        var given = string.Join(", ", Columns.Select(c =>
            ShapePlan.Find(shape, c.Name) is null ? $"CAST(NULL AS {ColumnTypes.SqlOf(c.Type)})" : DuckDbIdentifier.Quote(c.Name)));
        if (_isCopied)
        {
            _rental.Execute($"DELETE FROM {Copies} AS standing USING {stage} AS staged WHERE {sameKey}");
            _rental.Execute($"INSERT INTO {Copies} ({names}) SELECT {given} FROM {stage} WHERE {taken}");
            return;
        }

        var touched = LakeMerge.Touched(_rental, Change, Columns, NearFiles(stage, merge), stage, sameKey);
        var standing = touched.Count == 0
            ? ""
            : $"""
              SELECT {names} FROM ({Change.Select(Columns, touched)}) AS standing
              WHERE NOT EXISTS (SELECT 1 FROM {stage} AS staged WHERE {sameKey}) UNION ALL
              """;
        Change.Write(
            Columns,
            $"{standing} SELECT {given} FROM {stage} WHERE {taken}",
            touched.Select(file => file.FirstLoad).DefaultIfEmpty().Min(),
            version: touched.Select(file => file.Version).DefaultIfEmpty().Max());
        Change.Remove(touched);
    }

    /// <summary>They are looked for once: what is dropped from the stage later has no keys in others.</summary>
    private IReadOnlyList<LakeFile> NearFiles(string stage, MergeDefinition merge) =>
        _near ??= LakeMerge.Near(_rental, Change, Columns, stage, merge);

    /// <summary>Writes down which files the table has now.</summary>
    public void Finish(IReadOnlyList<LoadRecord> records)
    {
        Change.Stamp(records);
        Change.MergeSmall(Columns);
        Change.Save(Columns);
    }
}
