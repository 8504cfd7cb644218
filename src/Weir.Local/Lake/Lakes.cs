using System.Collections.Concurrent;
using System.Text.RegularExpressions;

using Weir.DuckDb;
using Weir.Failures;
using Weir.Local.Objects;
using Weir.Local.Warehouses;
using Weir.Tables;

namespace Weir.Local.Lake;

/// <summary>The files of all tables that have some, from when they are written until nobody needs them any more.</summary>
/// <remarks>
/// A file is written among those that Weir keeps, and read from there by the table's view. After the transaction that adds it,
/// it is shown under a second name in the bucket, for other engines; after the one that takes it away, that name goes at once,
/// and the file when no reader of the warehouse can want it. What a crash leaves of this is put right at the next start.
/// </remarks>
internal sealed partial class Lakes
{
    private readonly Lock _gate = new();
    private readonly DuckDbStore _store;
    private readonly Func<string, string, string, TablePlace> _placeOf;
    private readonly Queue<(long Rental, string File, string Root)> _retired = new();
    private readonly LakeDoubts _doubts;
    private readonly HashSet<string> _unshown = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _declared = new(StringComparer.OrdinalIgnoreCase);

    private Lakes(DuckDbStore store, Func<string, string, string, TablePlace> placeOf) => (_store, _placeOf, _doubts) = (store, placeOf, new LakeDoubts(store));

    /// <summary>Takes the files of all tables over, and puts right what a crash left of them.</summary>
    /// <param name="store">The open warehouse.</param>
    /// <param name="placeOf">Says where a bucket's folder for a table is: bucket, folder, table.</param>
    public static Lakes Open(DuckDbStore store, Func<string, string, string, TablePlace> placeOf)
    {
        var lakes = new Lakes(store, placeOf);
        lakes.PutRight();
        return lakes;
    }

    /// <summary>A table that has its rows in files; none when it has them in the warehouse, or is not there.</summary>
    public LakeTable? Find(Rental rental, string table)
    {
        _doubts.Settle(Show);
        return Read(rental, table);
    }

    /// <summary>Notes that a table has its rows in files, before any is written.</summary>
    /// <returns>The table, as its files are laid out so far.</returns>
    /// <exception cref="RefusedException">WEIR6304: it has them elsewhere. WEIR6306: another warehouse has files there.</exception>
    public LakeTable Declare(Rental rental, string table, ParquetStorage storage)
    {
        var wanted = new LakeTable(table, storage, _placeOf(storage.Bucket, storage.Prefix, table));
        if (Find(rental, table) is { } standing)
        {
            return standing.Place == wanted.Place
                ? standing
                : throw new RefusedException(new Failure(
                    "WEIR6304",
                    $"The table {table} has its files in {standing.Storage.Bucket}/{standing.Storage.Prefix}, and is declared with {storage.Bucket}/{storage.Prefix}.",
                    $"Write storage: {{ parquet: {standing.Storage.Bucket}/{standing.Storage.Prefix} }}, or give the table another name."));
        }

        if (Standing.TablesOf(rental, table).Count > 0)
        {
            throw new RefusedException(new Failure(
                "WEIR6304",
                $"The table {table} has its rows in the warehouse, and is declared with files in {storage.Bucket}/{storage.Prefix}.",
                "Remove 'storage', or give the table another name and load its files again with 'weir reload'."));
        }

        if (Ours(wanted.Place.Shown).Any())
        {
            throw new RefusedException(new Failure(
                "WEIR6306",
                $"The folder {wanted.Place.Shown} has files of a table {table} that this warehouse knows nothing of.",
                "Restore the warehouse that wrote them, or move them away: they would be deleted as left over from a crash."));
        }

        LakeManifest.Note(rental, wanted);
        _declared[table] = true;
        return wanted;
    }

    /// <summary>Makes sure that a table that is declared without files has none.</summary>
    /// <exception cref="RefusedException">WEIR6304: it has.</exception>
    public void CheckOrdinary(Rental rental, string table)
    {
        // Every load of an ordinary table comes by here.
        if (_declared.ContainsKey(table) && Read(rental, table) is { } standing)
        {
            throw new RefusedException(new Failure(
                "WEIR6304",
                $"The table {table} has its rows in files in {standing.Storage.Bucket}/{standing.Storage.Prefix}, and is declared without them.",
                $"Write storage: {{ parquet: {standing.Storage.Bucket}/{standing.Storage.Prefix} }}, or give the table another name."));
        }
    }

    /// <summary>Commits what a transaction did, and shows it to other engines.</summary>
    public void Commit(Rental rental, LakeChange change)
    {
        try
        {
            rental.Commit();
        }
        catch
        {
            _doubts.Add(change);
            throw;
        }

        Show(change);
    }

    private void Show(LakeChange change)
    {
        lock (_gate)
        {
            try
            {
                ShowNow(change.Table, change.Added, change.Removed.Select(change.Table.ShownPathOf));
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                // The rows are in the table. Their files are shown as soon as the disk lets them be.
                _unshown.Add(change.Table.Name);
            }

            foreach (var file in change.Removed)
            {
                _retired.Enqueue((_store.LastRental, change.Table.PathOf(file), change.Table.Place.Kept));
            }
        }
    }

    /// <summary>Shows what could not be shown, and deletes files that no reader can want any more.</summary>
    /// <exception cref="UnavailableException">WEIR6301: the disk still refuses.</exception>
    public void Tend()
    {
        _doubts.Settle(Show);
        lock (_gate)
        {
            while (_retired.TryPeek(out var next) && _store.IsReturned(next.Rental))
            {
                LakeFolders.Delete(next.File, next.Root);
                _retired.Dequeue();
            }

            foreach (var name in _unshown.ToList())
            {
                using var rental = _store.Rent();
                if (Read(rental, name) is { } table)
                {
                    Show(table, LakeManifest.Files(rental, name));
                }

                _unshown.Remove(name);
            }
        }
    }

    private LakeTable? Read(Rental rental, string table) => LakeManifest.Tables(rental, table, _placeOf) is [var found, ..] ? found : null;

    private void PutRight()
    {
        using var rental = _store.Rent();
        try
        {
            foreach (var table in LakeManifest.Tables(rental, null, PlaceOrNone))
            {
                _declared[table.Name] = true;
                if (table.Place != Nowhere)
                {
                    PutRight(rental, table);
                }
            }
        }
        catch (DuckDbException error)
        {
            throw rental.Translate(error, "looking after the files of tables");
        }
    }

    private void PutRight(Rental rental, LakeTable table)
    {
        var files = LakeManifest.Files(rental, table.Name);
        try
        {
            Keep(table, files);
            Show(table, files);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or UnavailableException)
        {
            _unshown.Add(table.Name);
        }

        if (LakeManifest.RootOf(rental, table.Name) != table.Place.Kept && ShapeKeeper.Describe(rental, table.Name) is { } shape)
        {
            // The environment's folder was moved.
            rental.Execute("BEGIN TRANSACTION");
            LakeManifest.Note(rental, table);
            LakeView.Create(rental, table, shape.Columns, files, new Dictionary<string, string>());
            rental.Commit();
        }
    }

    private static TablePlace Nowhere { get; } = new("", "");

    /// <summary>The bucket of a table may not be declared any more: its files stay as they are.</summary>
    private TablePlace PlaceOrNone(string bucket, string prefix, string table)
    {
        try
        {
            return _placeOf(bucket, prefix, table);
        }
        catch (RefusedException)
        {
            return Nowhere;
        }
    }

    /// <summary>Deletes what no transaction added, and brings back what is only shown.</summary>
    private static void Keep(LakeTable table, IReadOnlyList<LakeFile> files)
    {
        var known = files.ToDictionary(table.PathOf);
        foreach (var left in LakeFolders.Files(table.Place.Kept, "*").Where(path => !known.ContainsKey(path)).ToList())
        {
            LakeFolders.Delete(left, table.Place.Kept);
        }

        foreach (var (path, file) in known.Where(one => !File.Exists(one.Key) && File.Exists(table.ShownPathOf(one.Value))))
        {
            LakeFolders.Link(table.ShownPathOf(file), path);
        }
    }

    /// <summary>Makes what is shown of a table the same as what it has.</summary>
    private static void Show(LakeTable table, IReadOnlyList<LakeFile> files)
    {
        try
        {
            var known = files.Select(table.ShownPathOf).ToHashSet(StringComparer.Ordinal);
            var left = Ours(table.Place.Shown).Where(path => !known.Contains(path)).ToList();
            ShowNow(table, [.. files.Where(file => File.Exists(table.PathOf(file)))], left);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw LakeFailures.Unwritable(table, refused);
        }
    }

    private static void ShowNow(LakeTable table, IReadOnlyList<LakeFile> added, IEnumerable<string> gone)
    {
        var folders = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        LakeFolders.Each(added, file =>
        {
            if (LakeFolders.Link(table.PathOf(file), table.ShownPathOf(file)))
            {
                LakeFolders.Note(folders, table.ShownPathOf(file), Path.GetDirectoryName(table.Place.Shown)!);
            }
        });
        LakeFolders.Each(gone, path => LakeFolders.Delete(path, table.Place.Shown));
        LakeFolders.Each(folders.Keys, Disk.Sync);
    }

    /// <summary>Files that Weir showed in a folder.</summary>
    private static IEnumerable<string> Ours(string folder) =>
        LakeFolders.Files(folder, "*part-*").Where(path => IsOurs.IsMatch(Path.GetFileName(path)));

    [GeneratedRegex(@"^\.?part-[0-9a-f]{32}-[0-9]+\.parquet(\.tmp)?$")]
    private static partial Regex IsOurs { get; }
}
