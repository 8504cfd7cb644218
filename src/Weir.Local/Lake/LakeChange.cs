using Weir.Engine.Warehouses;
using Weir.Loads;
using Weir.Local.Warehouses;

namespace Weir.Local.Lake;

/// <summary>What one transaction does to the files of a table: adds some, takes others away, and never alters one.</summary>
internal sealed class LakeChange
{
    private static readonly Dictionary<string, string> NoFormers = [];

    private readonly Rental _rental;
    private readonly List<LakeFile> _files;
    private readonly List<LakeFile> _added = [];
    private readonly List<LakeFile> _removed = [];
    private bool _relaid;

    /// <param name="rental">The connection with the open transaction.</param>
    /// <param name="table">The table, as its files are laid out before.</param>
    public LakeChange(Rental rental, LakeTable table)
    {
        (_rental, Table) = (rental, table);
        _files = LakeManifest.Files(rental, table.Name);
    }

    /// <summary>The table; its files are laid out so from now on.</summary>
    public LakeTable Table { get; private set; }

    /// <summary>The table's files as they are by now.</summary>
    public IReadOnlyList<LakeFile> Files => _files;

    /// <summary>Those of them that are new.</summary>
    public IReadOnlyList<LakeFile> Added => _added;

    /// <summary>Those that were the table's before.</summary>
    public IReadOnlyList<LakeFile> Removed => _removed;

    /// <summary>Selects the rows of some of the files, in these columns.</summary>
    public string Select(IReadOnlyList<ShapeColumn> columns, IReadOnlyList<LakeFile> files, bool named = false) =>
        LakeView.Select(Table, columns, files, NoFormers, named);

    /// <summary>Says of new files that were written before it was known which loads their rows are of.</summary>
    public void Stamp(IReadOnlyList<LoadRecord> records)
    {
        var (first, last) = (records.Min(r => r.LoadId), records.Max(r => r.LoadId));
        var version = records.Where(r => r.Status is LoadStatus.Loaded or LoadStatus.PartiallyLoaded).Select(r => r.File.Version).DefaultIfEmpty().Max();
        Restamp(file => file with
        {
            FirstLoad = file.FirstLoad == 0 ? first : file.FirstLoad,
            LastLoad = last,
            Version = Math.Max(file.Version, version),
        });
    }

    /// <summary>Says of new files that each partition has the rows of one load.</summary>
    /// <param name="loads">The load of each partition that is new.</param>
    public void Stamp(IReadOnlyDictionary<string, LoadRecord> loads) => Restamp(file => loads.GetValueOrDefault(file.Partition) is { } own
        ? file with { FirstLoad = own.LoadId, LastLoad = own.LoadId, Version = own.File.Version }
        : file);

    private void Restamp(Func<LakeFile, LakeFile> stamp)
    {
        foreach (var files in new[] { _files, _added })
        {
            for (var at = 0; at < files.Count; at++)
            {
                files[at] = files[at].LastLoad == 0 ? stamp(files[at]) : files[at];
            }
        }
    }

    /// <summary>Adds the rows of a query.</summary>
    /// <param name="columns">The table's columns, in the order in which the query gives them.</param>
    /// <param name="select">The query.</param>
    /// <param name="first">No row is of an earlier load; zero when that is not known yet.</param>
    /// <param name="last">No row is of a later load; zero when that is not known yet.</param>
    /// <param name="version">No row is of a file that landed later, as far as that is known yet.</param>
    public void Write(IReadOnlyList<ShapeColumn> columns, string select, long first = 0, long last = 0, long version = 0)
    {
        var written = LakeWriter.Write(_rental, Table, columns, select).ConvertAll(
            file => file with { FirstLoad = first, LastLoad = last, Version = version });
        _files.AddRange(written);
        _added.AddRange(written);
    }

    /// <summary>Takes files away. Those that this transaction added are deleted at once.</summary>
    public void Remove(IReadOnlyCollection<LakeFile> files)
    {
        var gone = files.ToHashSet();
        var own = _added.Where(gone.Contains).ToList();
        _files.RemoveAll(gone.Contains);
        _added.RemoveAll(gone.Contains);
        _removed.AddRange(gone.Except(own));
        LakeWriter.Delete(Table, own);
    }

    /// <summary>Writes the rows of some files again, as the query gives them, and takes those files away.</summary>
    public void Rewrite(IReadOnlyList<ShapeColumn> columns, IReadOnlyList<LakeFile> files, string select)
    {
        Write(columns, select, files.Min(file => file.FirstLoad), files.Max(file => file.LastLoad), files.Max(file => file.Version));
        Remove(files);
    }

    /// <summary>Writes all rows again, in other columns or other folders.</summary>
    /// <param name="table">The table, as its files are laid out from now on.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="formers">The names that columns have had, of those that had others.</param>
    public void RewriteAll(LakeTable table, IReadOnlyList<ShapeColumn> columns, IReadOnlyDictionary<string, string> formers)
    {
        var before = _files.Except(_added).ToList();
        var select = LakeView.Select(Table, columns, before, formers);
        (Table, _relaid) = (table, true);
        if (before.Count > 0)
        {
            Rewrite(columns, before, select);
        }
    }

    /// <summary>Merges what has become many small files in the partitions that got new ones.</summary>
    public void MergeSmall(IReadOnlyList<ShapeColumn> columns)
    {
        var touched = _added.Select(file => file.Partition).ToHashSet(StringComparer.Ordinal);
        var crowded = _files
            .Where(file => touched.Contains(file.Partition))
            .GroupBy(file => file.Partition, StringComparer.Ordinal)
            .SelectMany(files => SmallFiles.Crowded([.. files]))
            .ToList();
        if (crowded.Count > 0)
        {
            Rewrite(columns, crowded, Select(columns, crowded));
        }
    }

    /// <summary>Writes down which files the table has, and makes its view anew.</summary>
    public void Save(IReadOnlyList<ShapeColumn> columns)
    {
        if (_relaid)
        {
            LakeManifest.Note(_rental, Table);
        }

        LakeManifest.Change(_rental, Table.Name, _added, _removed);
        LakeView.Create(_rental, Table, columns, _files, NoFormers);
    }

    /// <summary>Whether the transaction went through: a table has all of its new files, or none.</summary>
    /// <param name="files">The table's files.</param>
    public bool IsIn(IReadOnlyList<LakeFile> files)
    {
        var kept = files.Select(file => file.Kept).ToHashSet(StringComparer.Ordinal);
        return _added.Count > 0 ? _added.Exists(file => kept.Contains(file.Kept)) : !_removed.Exists(file => kept.Contains(file.Kept));
    }

    /// <summary>Deletes what was written: the transaction did not go through.</summary>
    public void Discard() => LakeWriter.Delete(Table, _added);
}
