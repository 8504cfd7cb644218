using Weir.DuckDb;
using Weir.Engine.Warehouses;
using Weir.Failures;
using Weir.Local.Warehouses;

namespace Weir.Local.Lake;

/// <summary>Merges the small files of tables, a step in a transaction, between the loads.</summary>
/// <param name="store">The warehouse.</param>
/// <param name="lakes">The files of its tables.</param>
internal sealed class DuckDbCompactor(DuckDbStore store, Lakes lakes) : ICompactor
{
    /// <summary>Partitions of one step: loads wait for it.</summary>
    private const int MostPartitions = 64;

    public async Task<CompactionStep> CompactAsync(string table, long targetBytes, CancellationToken cancellationToken)
    {
        await store.Writing.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => Compact(table, targetBytes), cancellationToken);
        }
        finally
        {
            store.Writing.Release();
        }
    }

    private CompactionStep Compact(string name, long targetBytes)
    {
        using var rental = store.Rent();
        LakeChange? change = null;
        try
        {
            rental.Execute("BEGIN TRANSACTION");
            var (table, shape) = (lakes.Find(rental, name), ShapeKeeper.Describe(rental, name));
            if (table is null || shape is null)
            {
                throw new RefusedException(new Failure(
                    "WEIR6305",
                    $"The table {name} has no Parquet files{(table is null && shape is not null ? ": its rows are in the warehouse" : " yet")}.",
                    "Only tables with 'storage' have files to compact."));
            }

            change = new LakeChange(rental, table);
            var due = Due(change.Files, targetBytes);
            List<LakeFile> chosen = [.. Some(due, targetBytes)];
            if (chosen.Count == 0)
            {
                return new CompactionStep(name, 0, 0, 0, change.Files.Count, 0);
            }

            change.Rewrite(shape.Columns, chosen, change.Select(shape.Columns, chosen));
            change.Save(shape.Columns);
            var done = change;
            change = null;
            lakes.Commit(rental, done);
            return new CompactionStep(
                name, chosen.Count, done.Added.Count, done.Added.Sum(file => file.Bytes), done.Files.Count, Due(done.Files, targetBytes).Count);
        }
        catch (DuckDbException error)
        {
            throw rental.Translate(error, $"compacting {name}");
        }
        finally
        {
            change?.Discard();
        }
    }

    /// <summary>Of each partition that has any, the files to merge next.</summary>
    private static List<IReadOnlyList<LakeFile>> Due(IReadOnlyList<LakeFile> files, long targetBytes) =>
        [.. files.GroupBy(file => file.Partition, StringComparer.Ordinal).Select(same => SmallFiles.Next([.. same], targetBytes)).Where(next => next.Count > 0)];

    private static IEnumerable<LakeFile> Some(IReadOnlyList<IReadOnlyList<LakeFile>> due, long targetBytes)
    {
        var bytes = 0L;
        return due.Take(MostPartitions).TakeWhile(next =>
        {
            var isFirst = bytes == 0;
            bytes += next.Sum(file => file.Bytes);
            return isFirst || bytes <= targetBytes;
        }).SelectMany(next => next);
    }
}
