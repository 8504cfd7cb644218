using Weir.Buckets;
using Weir.Checks;
using Weir.DuckDb;
using Weir.Engine.Warehouses;
using Weir.Loads;
using Weir.Local.Checks;
using Weir.Local.Lake;
using Weir.Local.Warehouses.Diffs;
using Weir.Local.Warehouses.Merging;
using Weir.Tables;

namespace Weir.Local.Warehouses;

/// <summary>One open transaction: rows go in, history and quarantine follow, and the commit shows all of it at once.</summary>
internal sealed class DuckDbStagedLoad(
    Rental rental, Lakes lakes, Action ended, ParquetDamage damage, Func<StoredObject, string> pathOf, EventSignal events, TimeProvider time)
    : IStagedLoad
{
    private readonly List<StagedFile> _files = [];
    private readonly List<ShapeChange> _changes = [];
    private IReadOnlyList<TestResult> _results = [];
    private IReplacingRows? _merged;
    private LakeLoad? _lake;
    private MergeDefinition? _merge;
    private bool _committing;
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
        var isDry = inputs.Any(input => input.IsDry);
        var table = inputs.Count == 0 || isDry ? null : Declare(inputs[0]);
        rental.Execute("BEGIN TRANSACTION");
        table = isDry ? Declare(inputs[0]) : table;
        StageParquet(inputs, surveys, table, cancellationToken);
        foreach (var input in inputs.OfType<LoadInput.Rows>())
        {
            RowInsertion.Insert(rental, input.Source, Prepare(input, input.Source.Shape, input.Merge, table), cancellationToken);
        }
    }

    /// <summary>Makes sure that the table has its rows where it is declared to have them.</summary>
    /// <returns>The table, when those are files.</returns>
    private LakeTable? Declare(LoadInput input)
    {
        var name = input is LoadInput.Parquet parquet ? parquet.Table.Name : ((LoadInput.Rows)input).Source.Shape.Table;
        if (input.Storage is { } storage)
        {
            return lakes.Declare(rental, name, storage);
        }

        lakes.CheckOrdinary(rental, name);
        return null;
    }

    public Task<IReadOnlyList<LoadRecord>> CheckAsync(
        LoadTests tests, IReadOnlyList<LoadRecord> records, CancellationToken cancellationToken) =>
        Task.Run(() => Check(tests, records, cancellationToken), cancellationToken);

    public Task PublishAsync(Publication publication, CancellationToken cancellationToken) =>
        Task.Run(() => Publish(publication, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<RowDiff>> DiffAsync(Publication publication, CancellationToken cancellationToken) =>
        Task.Run(() => Diff(publication, cancellationToken), cancellationToken);

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
    private void StageParquet(
        IReadOnlyList<LoadInput> inputs, List<ParquetSurvey> surveys, LakeTable? table, CancellationToken cancellationToken)
    {
        var parquet = inputs.OfType<LoadInput.Parquet>().FirstOrDefault();
        try
        {
            _files.AddRange(surveys.SelectMany(survey => survey.Insert(rental, Into, cancellationToken)));
        }
        catch (DuckDbException error) when (surveys.Count > 0 && DuckDbErrors.MayTellOfAFile(error))
        {
            if (!damage.Find(surveys.SelectMany(survey => survey.Files), cancellationToken))
            {
                throw;
            }

            rental.Execute("ROLLBACK");
            _lake?.Change.Discard();
            rental.Execute("BEGIN TRANSACTION");
            _files.Clear();
            _changes.Clear();
            _files.AddRange(surveys.SelectMany(survey => survey.With(damage).Insert(rental, Into, cancellationToken)));
        }

        RowTarget Into(TableShape shape, MergeDefinition? merge) => Prepare(parquet!, shape, merge, table);
    }

    private static bool IsMerged(LoadInput input) => input is LoadInput.Rows { Merge: not null } or LoadInput.Parquet { Table.Merge: not null };

    /// <summary>Brings a table into shape.</summary>
    /// <returns>What takes its rows: the table itself, the stage of rows that are merged, or files.</returns>
    private RowTarget Prepare(LoadInput input, TableShape shape, MergeDefinition? merge, LakeTable? table)
    {
        if (table is not null)
        {
            // Several Parquet files would each be written as files of their own; of several that replace partitions, one wins each.
            var isStaged = input.IsTested || input.IsDry || (input.FileCount > 1 && (input is LoadInput.Parquet || input.Storage!.ReplacesPartitions));
            _lake = LakeLoad.Prepare(rental, table, input.Storage!, MergeStage.ShapeOf(shape), isStaged && merge is null);
            _changes.AddRange(_lake.Changes);
        }

        if (merge is not null)
        {
            _merge = merge;
            IReadOnlyList<ShapeChange> changes;
            (_merged, changes) = merge.History is null ? MergedRows.Prepare(rental, shape, merge, _lake) : HistoryRows.Prepare(rental, shape, merge);
            _changes.AddRange(changes);
            return new RowTarget.Table(rental, MergeStage.Name);
        }

        if (_lake is not null)
        {
            return _lake;
        }

        _changes.AddRange(ShapeKeeper.Ensure(rental, shape));
        return new RowTarget.Table(rental, TableName.Quote(shape.Table));
    }

    private IReadOnlyList<LoadRecord> Check(LoadTests tests, IReadOnlyList<LoadRecord> records, CancellationToken cancellationToken)
    {
        using var cancelling = cancellationToken.Register(rental.Connection.CreateCommand().Cancel);
        try
        {
            // Of rows that are to be merged none may be there: then there is no stage either.
            if (tests.Table.Merge is null || _merge is not null)
            {
                tests = new LoadTests(tests.Table with { Merge = _merge }, tests.Broken);
                (records, _results) = StagedRows.Of(rental, tests.Table, records, _lake) is { } rows
                    ? LoadChecks.Run(rows, tests, records, time.GetUtcNow(), cancellationToken)
                    : (records, []);
            }

            return records;
        }
        catch (DuckDbException error)
        {
            throw rental.Translate(error, $"testing rows of {tests.Table.Name}");
        }
    }

    private IReadOnlyList<RowDiff> Diff(Publication publication, CancellationToken cancellationToken)
    {
        using var cancelling = cancellationToken.Register(rental.Connection.CreateCommand().Cancel);
        try
        {
            // Rows of different files are compared by when those landed.
            RowInsertion.Insert(rental, LedgerRows.History(publication.Records), cancellationToken);
            return LoadDiffs.OfPublication(rental, publication, _merge, _lake, () => _merged!.Publish(publication.Records, cancellationToken));
        }
        catch (DuckDbException error)
        {
            throw rental.Translate(error, "comparing rows");
        }
        finally
        {
            End();
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

            if (publication.Unloads is { } unloaded)
            {
                LoadLedger.NoteUnloaded(rental, unloaded.LoadId);
                if (_lake?.ReplacesPartitions == true)
                {
                    // These landings are loaded once more, beside what stands of them.
                    LoadLedger.Release(rental, unloaded.Table, records.Select(record => record.File));
                }
            }

            RowInsertion.Insert(rental, LedgerRows.History(records), cancellationToken);
            RowInsertion.Insert(rental, LedgerRows.Files(records, areMerged: _merged is not null || _lake?.ReplacesPartitions == true), cancellationToken);
            RowInsertion.Insert(rental, LedgerRows.Quarantine(records, quarantined, time.GetUtcNow()), cancellationToken);
            if (publication.Changes.Count > 0)
            {
                RowInsertion.Insert(rental, LedgerRows.Schema(publication.Changes), cancellationToken);
            }

            if (publication.Told.Count > 0)
            {
                RowInsertion.Insert(rental, OutboxRows.Of(publication.Told), cancellationToken);
            }

            if (_results.Count > 0)
            {
                RowInsertion.Insert(rental, TestResultRows.Of(_results), cancellationToken);
            }

            _lake?.Publish(isReplaced: publication.Standing is not null, records, publication.Unloads);
            _merged?.Publish(records, cancellationToken);
            _lake?.Finish(records);
            _committing = true;
            if (_lake is null)
            {
                rental.Commit();
            }
            else
            {
                lakes.Commit(rental, _lake.Change);
            }

            events.Add(publication.Told.Count);
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
        if (!_committing)
        {
            _lake?.Change.Discard();
        }

        ended();
    }
}
