using System.Data.Common;
using System.Text.Json;

using Weir.Buckets;
using Weir.DuckDb;
using Weir.Engine.Warehouses;
using Weir.Failures;
using Weir.Local.Warehouses;
using Weir.Reconciliations;

namespace Weir.Local.Reconciliations;

/// <summary>Compares what is in one DuckDB warehouse, in one transaction that only reads, and keeps what it found in another.</summary>
/// <param name="store">The warehouse.</param>
/// <param name="outside">Brings sides that are not in it.</param>
/// <param name="pathOf">Where an object's content is.</param>
/// <param name="time">The clock.</param>
internal sealed class DuckDbReconciler(DuckDbStore store, IOutsideRows outside, Func<StoredObject, string> pathOf, TimeProvider time) : IReconciler
{
    /// <summary>Keys that differ kept of one comparison. All are counted.</summary>
    private const int Kept = 10_000;

    public async Task<ReconciliationRecord> ReconcileAsync(
        ReconciliationDefinition definition, bool full, CancellationToken cancellationToken)
    {
        var startedAt = time.GetUtcNow();
        using var rental = store.Rent();
        try
        {
            // A time without a zone is taken for UTC, wherever this machine is.
            rental.Execute("SET TimeZone = 'UTC'");
            var within = definition with
            {
                Source = await BroughtAsync(rental, definition, "source", definition.Source, cancellationToken),
                Target = await BroughtAsync(rental, definition, "target", definition.Target, cancellationToken),
            };
            var found = await Task.Run(() => Compare(rental, definition, within, full, startedAt, cancellationToken), cancellationToken);
            await store.Writing.WaitAsync(cancellationToken);
            try
            {
                var kept = await Task.Run(() => ReconciliationRecords.Keep(rental, definition, found), cancellationToken);
                store.Events.Add(1);
                return kept;
            }
            finally
            {
                store.Writing.Release();
            }
        }
        catch (DuckDbException error)
        {
            throw rental.Translate(error, $"comparing for reconciliation '{definition.Name}'");
        }
    }

    /// <summary>A side that is in the warehouse, as it is; another one as a table of this connection.</summary>
    private async Task<ReconciliationSide> BroughtAsync(
        Rental rental, ReconciliationDefinition definition, string name, ReconciliationSide side, CancellationToken cancellationToken)
    {
        if (!side.IsOutside)
        {
            return side;
        }

        await using var rows = await outside.OpenAsync(side, $"the {name} of reconciliation '{definition.Name}'", cancellationToken);
        var table = await Task.Run(() => BroughtSide.Bring(rental, name, rows.Input, pathOf, cancellationToken), cancellationToken);
        rows.Check();
        return new ReconciliationSide(table, IsQuery: false);
    }

    private ReconciliationRecord Compare(
        Rental rental,
        ReconciliationDefinition declared,
        ReconciliationDefinition definition,
        bool full,
        DateTimeOffset startedAt,
        CancellationToken cancellationToken)
    {
        rental.Execute("BEGIN TRANSACTION READ ONLY");
        ReconciledColumns.Check(rental, definition);
        definition = AlignedTimes.Of(rental, definition);
        var types = ReconciledColumns.TypesOf(rental, definition);
        var verified = full ? null : ReconciliationRecords.VerifiedThrough(rental, declared);
        var window = definition.Watermark is { } watermark ? WindowOf(rental, definition, watermark, verified, cancellationToken) : null;
        var sql = new ReconciliationSql(definition, types, window);
        var source = Hashed(rental, definition, "source", sql.Hashed(definition.Source), cancellationToken);
        var target = Hashed(rental, definition, "target", sql.Hashed(definition.Target), cancellationToken);
        var differing = source.DifferingFrom(target);
        var counts = new Dictionary<DifferenceKind, long>();
        IReadOnlyList<RowDifference> differences = [];
        if (differing.Count > 0)
        {
            // Where half of the buckets differ, leaving the others out saves nothing.
            Run(rental, sql.Compared(differing.Count * 2 > Math.Max(source.Buckets, target.Buckets) ? null : differing), cancellationToken);
            Read(
                rental,
                ReconciliationSql.Counted,
                row => counts.Add(DifferenceKinds.Parse(row.GetString(0)), row.GetInt64(1)),
                cancellationToken);
            differences = Listed(rental, sql, cancellationToken);
        }

        rental.Execute("COMMIT");
        return new ReconciliationRecord
        {
            Id = 0,
            Name = definition.Name,
            StartedAt = startedAt,
            FinishedAt = time.GetUtcNow(),
            SourceRows = source.Rows,
            TargetRows = target.Rows,
            Counts = counts,
            Differences = differences,
            VerifiedThrough = counts.Count == 0 && window is not null ? window.Through : verified,
        };
    }

    /// <summary>Up to the smaller of both sides' greatest values; when one side has no row, all of the other's.</summary>
    private static WatermarkWindow? WindowOf(
        Rental rental, ReconciliationDefinition definition, string watermark, string? after, CancellationToken cancellationToken)
    {
        string? through = null;
        Read(
            rental,
            ReconciliationSql.LastOfBoth(definition, watermark),
            row => through = row.IsDBNull(0) ? null : row.GetString(0),
            cancellationToken);
        return through is null ? null : new WatermarkWindow(after, through);
    }

    private static HashedSide Hashed(
        Rental rental, ReconciliationDefinition definition, string side, string sql, CancellationToken cancellationToken)
    {
        try
        {
            var hashed = new HashedSide();
            Read(
                rental,
                sql,
                row => hashed.Add(row.GetInt32(0), new HashedBucket(row.GetInt64(1), row.GetFieldValue<Int128>(2))),
                cancellationToken);
            return hashed;
        }
        catch (DuckDbException error) when (rental.Translate(error, side) is RefusedException)
        {
            throw ReconciledColumns.Unreadable(definition, side, error);
        }
    }

    private static List<RowDifference> Listed(Rental rental, ReconciliationSql sql, CancellationToken cancellationToken)
    {
        var differences = new List<RowDifference>();
        Read(
            rental,
            sql.Listed(Kept),
            row => differences.Add(new RowDifference(
                row.GetString(1),
                DifferenceKinds.Parse(row.GetString(0)),
                JsonSerializer.Deserialize<List<string>>(row.GetString(2)) ?? [],
                row.IsDBNull(3) ? null : row.GetString(3),
                row.IsDBNull(4) ? null : row.GetString(4))),
            cancellationToken);
        return differences;
    }

    private static void Run(Rental rental, string sql, CancellationToken cancellationToken)
    {
        using var command = rental.Connection.CreateCommand(sql);
        using var cancelled = cancellationToken.Register(command.Cancel);
        command.ExecuteNonQuery();
    }

    private static void Read(Rental rental, string sql, Action<DbDataReader> each, CancellationToken cancellationToken)
    {
        using var command = rental.Connection.CreateCommand(sql);
        using var cancelled = cancellationToken.Register(command.Cancel);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            each(reader);
        }
    }
}
