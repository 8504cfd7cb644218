using Weir.DuckDb;
using Weir.Engine.Warehouses;
using Weir.Failures;
using Weir.Loads;

namespace Weir.Local.Warehouses;

/// <summary>Takes the rows of loads out of DuckDB tables again, in one transaction each.</summary>
internal sealed class DuckDbUnloader(DuckDbStore store) : IUnloader
{
    public async Task<Unloaded> UnloadAsync(long loadId, CancellationToken cancellationToken)
    {
        await store.Writing.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => Unload(loadId), cancellationToken);
        }
        finally
        {
            store.Writing.Release();
        }
    }

    private Unloaded Unload(long loadId)
    {
        using var rental = store.Rent();
        try
        {
            rental.Execute("BEGIN TRANSACTION");
            var load = DuckDbLoadHistory.Get(rental, loadId);
            if (WhyNot(rental, load) is { } failure)
            {
                throw new RefusedException(failure);
            }

            var rows = Standing.TablesOf(rental, load.Table).Sum(table => (long)rental.Execute($"DELETE FROM {table} WHERE _weir_load_id = $1", loadId));
            LoadLedger.Forget(rental, load.Table, load.File, loadId);
            rental.Execute("UPDATE weir.load_history SET status = $1 WHERE load_id = $2", LoadStatusNames.Of(LoadStatus.Unloaded), loadId);
            rental.Commit();
            return new Unloaded(load with { Status = LoadStatus.Unloaded }, rows);
        }
        catch (DuckDbException error)
        {
            throw rental.Translate(error, $"unloading load {loadId}");
        }
    }

    private static Failure? WhyNot(Rental rental, LoadRecord load)
    {
        if (load.Status is not (LoadStatus.Loaded or LoadStatus.PartiallyLoaded))
        {
            return new Failure(
                "WEIR6021",
                $"Load {load.LoadId} is {LoadStatusNames.Of(load.Status)}: none of its rows stand in {load.Table}.",
                "Nothing needs to be unloaded.");
        }

        var isReplaced = Standing.Find(rental, load.Table) is not null;
        return isReplaced || MergedTables.Has(rental, load.Table)
            ? new Failure(
                "WEIR6022",
                $"Rows of load {load.LoadId} took the place of others in {load.Table}, which are not kept: it cannot be undone.",
                isReplaced
                    ? "Land the file that is to stand in the table again."
                    : "Land a file that holds the rows as they are to be.")
            : null;
    }
}
