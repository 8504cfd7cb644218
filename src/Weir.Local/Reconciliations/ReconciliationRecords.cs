using Weir.Engine.Warehouses;
using Weir.Local.Warehouses;
using Weir.Reconciliations;

namespace Weir.Local.Reconciliations;

/// <summary>What reconciliations found, in the warehouse's own tables.</summary>
internal static class ReconciliationRecords
{
    /// <summary>How long the keys that differed are kept. How many they were is kept for ever.</summary>
    private const string KeptFor = "INTERVAL 30 DAYS";

    /// <summary>The value of the watermark up to which both sides were the same when they were last compared with a good end.</summary>
    /// <param name="rental">A connection.</param>
    /// <param name="definition">What is compared. What another definition of the name had compared does not count.</param>
    public static string? VerifiedThrough(Rental rental, ReconciliationDefinition definition) =>
        rental.Scalar(
            "SELECT verified_through FROM weir.verified WHERE name = $1 AND (definition IS NULL OR definition = $2)",
            definition.Name,
            ComparedRows.IdentityOf(definition)) as string;

    /// <summary>Keeps a record, the keys that differ, the mark and the event that tells of it, all or nothing.</summary>
    /// <returns>The record with its number.</returns>
    public static ReconciliationRecord Keep(Rental rental, ReconciliationDefinition definition, ReconciliationRecord found)
    {
        rental.Execute("BEGIN TRANSACTION");
        var record = found with { Id = rental.Number("SELECT nextval('weir.reconciliation_ids')") };
        rental.Execute(
            "INSERT INTO weir.reconciliations VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            record.Id,
            record.Name,
            record.Outcome,
            record.StartedAt,
            record.FinishedAt,
            record.SourceRows,
            record.TargetRows,
            Count(record, DifferenceKind.MissingInTarget),
            Count(record, DifferenceKind.MissingInSource),
            Count(record, DifferenceKind.Differs),
            Count(record, DifferenceKind.Duplicate),
            record.VerifiedThrough);
        rental.Execute($"DELETE FROM weir.reconciliation_differences WHERE name = $1 AND found_at < $2::TIMESTAMPTZ - {KeptFor}", record.Name, record.FinishedAt);
        foreach (var batch in record.Differences.Chunk(500))
        {
            Insert(rental, record, batch);
        }

        rental.Execute("DELETE FROM weir.verified WHERE name = $1", record.Name);
        if (record.VerifiedThrough is { } verified)
        {
            rental.Execute(
                "INSERT INTO weir.verified (name, verified_through, definition) VALUES ($1, $2, $3)",
                record.Name,
                verified,
                ComparedRows.IdentityOf(definition));
        }

        RowInsertion.Insert(rental, OutboxRows.Of([ReconciliationEvents.Of(record)]), default);
        rental.Commit();
        return record;
    }

    private static long Count(ReconciliationRecord record, DifferenceKind kind) => record.Counts.GetValueOrDefault(kind);

    private static void Insert(Rental rental, ReconciliationRecord record, RowDifference[] batch)
    {
        var rows = string.Join(", ", batch.Select((_, row) => $"($1, $2, $3, {string.Join(", ", Enumerable.Range(4 + (row * 5), 5).Select(n => $"${n}"))})"));
        rental.Execute(
            $"INSERT INTO weir.reconciliation_differences VALUES {rows}",
            [
                record.Id, record.Name, record.FinishedAt,
                .. batch.SelectMany(difference => new object?[]
                {
                    difference.Key, DifferenceKinds.WordOf(difference.Kind), string.Join(", ", difference.Columns), difference.Source, difference.Target,
                }),
            ]);
    }
}
