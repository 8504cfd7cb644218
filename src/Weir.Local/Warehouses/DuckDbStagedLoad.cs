using Weir.Buckets;
using Weir.Checks;
using Weir.DuckDb;
using Weir.Engine.Warehouses;
using Weir.Loads;
using Weir.Local.Checks;
using Weir.Local.Warehouses.Merging;
using Weir.Tables;

namespace Weir.Local.Warehouses;

/// <summary>One open transaction: rows go in, history and quarantine follow, and the commit shows all of it at once.</summary>
internal sealed class DuckDbStagedLoad(
    Rental rental, Action ended, ParquetDamage damage, Func<StoredObject, string> pathOf, TimeProvider time) : IStagedLoad
{
    private readonly List<StagedFile> _files = [];
    private readonly List<ShapeChange> _changes = [];
    private IReadOnlyList<TestResult> _results = [];
    private IReplacingRows? _merged;
    private bool _ended;

    public IReadOnlyList<StagedFile> Files => _files;

    public IReadOnlyList<ShapeChange> Changes => _changes;

    /// <summary>Opens the transaction and stages every input.</summary>
    public void Stage(IReadOnlyList<LoadInput> inputs, CancellationToken cancellationToken)
    {
        using var cancelling = cancellationToken.Register(rental.Connection.CreateCommand().Cancel);
        var surveys = inputs.OfType<LoadInput.Parquet>()
            .Select(p => ParquetSurvey.Of(rental, p, damage, pathOf, time.GetUtcNow(), cancellationToken))
            .ToList();
        using var memory = LoadMemory.For(rental, inputs.Where(i => !IsMerged(i)).Select(i => i.Bytes).DefaultIfEmpty().Max());
        rental.Execute("BEGIN TRANSACTION");
        StageParquet(surveys, cancellationToken);
        foreach (var input in inputs.OfType<LoadInput.Rows>())
        {
            RowInsertion.Insert(rental, input.Source, Prepare(input.Source.Shape, input.Merge), cancellationToken);
        }
    }

    public Task<IReadOnlyList<LoadRecord>> CheckAsync(
        LoadTests tests, IReadOnlyList<LoadRecord> records, CancellationToken cancellationToken) =>
        Task.Run(() => Check(tests, records, cancellationToken), cancellationToken);

    public Task PublishAsync(Publication publication, CancellationToken cancellationToken) =>
        Task.Run(() => Publish(publication, cancellationToken), cancellationToken);

    public ValueTask DisposeAsync()
    {
        if (!_ended)
        {
            // Closing the connection rolls back what it has open.
            End();
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// Parquet files come first: damage that only reading a file shows ends the transaction, which begins again then without
    /// the files that are damaged.
    /// </summary>
    private void StageParquet(List<ParquetSurvey> surveys, CancellationToken cancellationToken)
    {
        try
        {
            _files.AddRange(surveys.SelectMany(survey => survey.Insert(rental, Prepare, cancellationToken)));
        }
        catch (DuckDbException error) when (surveys.Count > 0 && DuckDbErrors.MayTellOfAFile(error))
        {
            if (!damage.Find(surveys.SelectMany(survey => survey.Files), cancellationToken))
            {
                throw;
            }

            rental.Execute("ROLLBACK");
            rental.Execute("BEGIN TRANSACTION");
            _files.Clear();
            _changes.Clear();
            _files.AddRange(surveys.SelectMany(survey => survey.With(damage).Insert(rental, Prepare, cancellationToken)));
        }
    }

    private static bool IsMerged(LoadInput input) => input is LoadInput.Rows { Merge: not null } or LoadInput.Parquet { Table.Merge: not null };

    /// <summary>Brings a table into shape.</summary>
    /// <returns>What takes its rows, quoted: the table itself, or the stage of rows that are merged.</returns>
    private string Prepare(TableShape shape, MergeDefinition? merge)
    {
        if (merge is not null)
        {
            IReadOnlyList<ShapeChange> changes;
            (_merged, changes) = merge.History is null ? MergedRows.Prepare(rental, shape, merge) : HistoryRows.Prepare(rental, shape, merge);
            _changes.AddRange(changes);
            return MergeStage.Name;
        }

        _changes.AddRange(ShapeKeeper.Ensure(rental, shape));
        return TableName.Quote(shape.Table);
    }

    private IReadOnlyList<LoadRecord> Check(LoadTests tests, IReadOnlyList<LoadRecord> records, CancellationToken cancellationToken)
    {
        using var cancelling = cancellationToken.Register(rental.Connection.CreateCommand().Cancel);
        try
        {
            (records, _results) = StagedRows.Of(rental, tests.Table, records, isMerged: _merged is not null) is { } rows
                ? LoadChecks.Run(rows, tests, records, time.GetUtcNow(), cancellationToken)
                : (records, []);
            return records;
        }
        catch (DuckDbException error)
        {
            throw rental.Translate(error, $"testing rows of {tests.Table.Name}");
        }
    }

    private void Publish(Publication publication, CancellationToken cancellationToken)
    {
        var (records, quarantined) = publication;
        try
        {
            if (publication.Standing is { } standing)
            {
                Standing.Replace(rental, standing, cancellationToken);
            }

            RowInsertion.Insert(rental, LedgerRows.History(records), cancellationToken);
            RowInsertion.Insert(rental, LedgerRows.Files(records, areMerged: _merged is not null), cancellationToken);
            RowInsertion.Insert(rental, LedgerRows.Quarantine(records, quarantined, time.GetUtcNow()), cancellationToken);
            if (publication.Changes.Count > 0)
            {
                RowInsertion.Insert(rental, LedgerRows.Schema(publication.Changes), cancellationToken);
            }

            if (_results.Count > 0)
            {
                RowInsertion.Insert(rental, TestResultRows.Of(_results), cancellationToken);
            }

            _merged?.Publish(records, cancellationToken);
            rental.Commit();
        }
        catch (DuckDbException error)
        {
            throw rental.Translate(error, "publishing a load");
        }
        finally
        {
            End();
        }
    }

    private void End()
    {
        _ended = true;
        rental.Dispose();
        ended();
    }
}
