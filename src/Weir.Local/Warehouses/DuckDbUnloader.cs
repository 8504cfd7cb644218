using System.Globalization;

using Weir.Engine.Warehouses;
using Weir.Failures;
using Weir.Loads;
using Weir.Local.Lake;
using Weir.Local.Warehouses.Diffs;
using Weir.Local.Warehouses.Merging;
using Weir.Tables;

namespace Weir.Local.Warehouses;

/// <summary>Takes the rows of loads out of DuckDB tables again, in one transaction each.</summary>
/// <param name="store">The warehouse.</param>
/// <param name="lakes">The files of its tables that have some.</param>
internal sealed class DuckDbUnloader(DuckDbStore store, Lakes lakes) : IUnloader
{
    public Task<Unloaded> UnloadAsync(long loadId, TableDefinition? table, bool isDryRun, CancellationToken cancellationToken) =>
        store.WriteAsync($"unloading load {loadId}", rental => Unload(rental, loadId, table, isDryRun), cancellationToken);

    public Task<EarlierFiles> FindEarlierAsync(LoadRecord load, CancellationToken cancellationToken) =>
        store.ReadAsync("reading the load history", rental => FindEarlier(rental, load), cancellationToken);

    private EarlierFiles FindEarlier(Rental rental, LoadRecord load)
    {
        if (lakes.Find(rental, load.Table) is null || !PartitionHistory.Has(rental, load))
        {
            return Standing.FindEarlier(rental, load) is { } file ? new EarlierFiles([file], load.RowsLoaded) : EarlierFiles.None;
        }

        var rows = rental.Number($"SELECT count(*) FROM {TableName.Quote(load.Table)} WHERE _weir_load_id = $1", load.LoadId);
        return new EarlierFiles(PartitionHistory.FindEarlier(rental, load), rows);
    }

    private Unloaded Unload(Rental rental, long loadId, TableDefinition? table, bool isDryRun)
    {
        rental.Execute("BEGIN TRANSACTION");
        var load = DuckDbLoadHistory.Get(rental, loadId);
        var lake = lakes.Find(rental, load.Table);
        if (WhyNot(rental, load, table, lake) is { } failure)
        {
            throw new RefusedException(failure);
        }

        if (isDryRun)
        {
            // Nothing is committed: closing the connection undoes it.
            var files = lake is null ? null : new LakeChange(rental, lake);
            return new Unloaded(load, 0)
            {
                Diffs = LoadDiffs.OfUnload(
                    rental, load, table?.Merge, files, () => TakeOut(rental, load, table?.Merge, files is null ? TableName.Quote(load.Table) : LakeLoad.Copies)),
            };
        }

        if (Standing.Find(rental, load.Table)?.LoadId == loadId)
        {
            Standing.Forget(rental, load.Table);
        }

        var rows = lake is null ? TakeOut(rental, load, table?.Merge, TableName.Quote(load.Table)) : 0;
        LoadLedger.Forget(rental, load.Table, load.File, loadId);
        LoadLedger.NoteUnloaded(rental, loadId);
        if (lake is null)
        {
            rental.Commit();
        }
        else
        {
            rows = TakeOutOfFiles(rental, lake, loadId, table?.Merge);
        }

        return new Unloaded(load with { Status = LoadStatus.Unloaded }, rows);
    }

    /// <summary>Writes the files anew, and ends the transaction.</summary>
    private long TakeOutOfFiles(Rental rental, LakeTable lake, long loadId, MergeDefinition? merge)
    {
        var files = new LakeChange(rental, lake);
        var isCommitting = false;
        try
        {
            var rows = LakeUnload.TakeOut(rental, files, loadId, merge);

            isCommitting = true;
            lakes.Commit(rental, files);
            return rows;
        }
        finally
        {
            if (!isCommitting)
            {
                files.Discard();
            }
        }
    }

    /// <param name="rental">The connection.</param>
    /// <param name="load">The load.</param>
    /// <param name="merge">How its rows had replaced others; none when they were added.</param>
    /// <param name="target">What has the rows, quoted.</param>
    private static long TakeOut(Rental rental, LoadRecord load, MergeDefinition? merge, string target) => merge switch
    {
        { History: not null } => HistoryRows.TakeOut(rental, load, merge),
        not null => MergedRows.TakeOut(rental, load.Table, target, merge, load.LoadId),
        null => Standing.TablesOf(rental, load.Table).Sum(own => (long)rental.Execute($"DELETE FROM {own} WHERE _weir_load_id = $1", load.LoadId)),
    };

    private static Failure? WhyNot(Rental rental, LoadRecord load, TableDefinition? table, LakeTable? lake)
    {
        // What replaces, replaces all: of a file that another one has replaced nothing stands.
        var isReplaced = table?.WriteDisposition is WriteDisposition.Replace or null
            && Standing.Find(rental, load.Table) is { } standing && standing.LoadId != load.LoadId;
        if (load.Status is not (LoadStatus.Loaded or LoadStatus.PartiallyLoaded) || isReplaced)
        {
            return new Failure(
                "WEIR6021",
                $"Load {load.LoadId} is {LoadStatusNames.Of(load.Status)}{(isReplaced ? ", and another one took its place since" : "")}: none of its rows stand in {load.Table}.",
                "Nothing needs to be unloaded.");
        }

        if (lake is not null && PartitionHistory.WhyNotTakenOut(rental, load) is { } failure)
        {
            return failure;
        }

        return MergedTables.Has(rental, load.Table) || table?.Merge is not null ? WhyNotMerged(rental, load, table) : null;
    }

    private static Failure? WhyNotMerged(Rental rental, LoadRecord load, TableDefinition? table)
    {
        if (table?.Merge is not { } merge)
        {
            return new Failure(
                "WEIR6064",
                $"Rows of load {load.LoadId} took the place of others in {load.Table}, and the project does not say any more by which key.",
                "Declare the table with its write_disposition and its primary_key, and unload the load then.");
        }

        var since = KeptRows.Since(rental, load.Table);
        return merge.History is not null || load.LoadedAt >= since
            ? null
            : new Failure(
                "WEIR6022",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Rows of load {load.LoadId} took the place of others in {load.Table}, which are not kept {(since is null ? "" : $"from before {since:yyyy-MM-dd HH:mm}")}: it cannot be undone."),
                "Land a file that holds the rows as they are to be. 'undo_for' of the table says how long loads can be unloaded.");
    }
}
