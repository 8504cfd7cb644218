using System.Globalization;

using Weir.DuckDb;
using Weir.Engine.Warehouses;
using Weir.Failures;
using Weir.Loads;
using Weir.Local.Lake;
using Weir.Local.Warehouses.Merging;
using Weir.Tables;

namespace Weir.Local.Warehouses;

/// <summary>Takes the rows of loads out of DuckDB tables again, in one transaction each.</summary>
/// <param name="store">The warehouse.</param>
/// <param name="lakes">The files of its tables that have some.</param>
internal sealed class DuckDbUnloader(DuckDbStore store, Lakes lakes) : IUnloader
{
    public async Task<Unloaded> UnloadAsync(long loadId, TableDefinition? table, CancellationToken cancellationToken)
    {
        await store.Writing.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => Unload(loadId, table), cancellationToken);
        }
        finally
        {
            store.Writing.Release();
        }
    }

    private Unloaded Unload(long loadId, TableDefinition? table)
    {
        using var rental = store.Rent();
        LakeChange? files = null;
        try
        {
            rental.Execute("BEGIN TRANSACTION");
            var load = DuckDbLoadHistory.Get(rental, loadId);
            if (WhyNot(rental, load, table) is { } failure)
            {
                throw new RefusedException(failure);
            }

            files = lakes.Find(rental, load.Table) is { } lake ? new LakeChange(rental, lake) : null;
            var rows = files is null ? TakeOut(rental, load, table?.Merge) : LakeUnload.TakeOut(rental, files, load.LoadId, table?.Merge);
            LoadLedger.Forget(rental, load.Table, load.File, loadId);
            rental.Execute("UPDATE weir.load_history SET status = $1 WHERE load_id = $2", LoadStatusNames.Of(LoadStatus.Unloaded), loadId);
            var done = files;
            files = null;
            rental.Commit();
            if (done is not null)
            {
                lakes.Show(done);
            }

            return new Unloaded(load with { Status = LoadStatus.Unloaded }, rows);
        }
        catch (DuckDbException error)
        {
            throw rental.Translate(error, $"unloading load {loadId}");
        }
        finally
        {
            files?.Discard();
        }
    }

    private static long TakeOut(Rental rental, LoadRecord load, MergeDefinition? merge) => merge switch
    {
        { History: not null } => HistoryRows.TakeOut(rental, load, merge),
        not null => MergedRows.TakeOut(rental, load.Table, TableName.Quote(load.Table), merge, load.LoadId),
        null => Standing.TablesOf(rental, load.Table).Sum(own => (long)rental.Execute($"DELETE FROM {own} WHERE _weir_load_id = $1", load.LoadId)),
    };

    private static Failure? WhyNot(Rental rental, LoadRecord load, TableDefinition? table)
    {
        if (load.Status is not (LoadStatus.Loaded or LoadStatus.PartiallyLoaded))
        {
            return new Failure(
                "WEIR6021",
                $"Load {load.LoadId} is {LoadStatusNames.Of(load.Status)}: none of its rows stand in {load.Table}.",
                "Nothing needs to be unloaded.");
        }

        if (Standing.Find(rental, load.Table) is not null)
        {
            return new Failure(
                "WEIR6022",
                $"Rows of load {load.LoadId} took the place of others in {load.Table}, which are not kept: it cannot be undone.",
                "Land the file that is to stand in the table again.");
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
