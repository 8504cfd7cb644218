using Weir.Buckets;
using Weir.DuckDb;
using Weir.Engine.Warehouses;
using Weir.Loads;

namespace Weir.Local.Warehouses;

/// <summary>One open transaction: rows go in, history and quarantine follow, and the commit shows all of it at once.</summary>
internal sealed class DuckDbStagedLoad(
    Rental rental, Action ended, Func<StoredObject, string> pathOf, TimeProvider time) : IStagedLoad
{
    private readonly List<StagedFile> _files = [];
    private bool _ended;

    public IReadOnlyList<StagedFile> Files => _files;

    /// <summary>Opens the transaction and stages every input.</summary>
    public void Stage(IReadOnlyList<LoadInput> inputs, CancellationToken cancellationToken)
    {
        // Parquet files are looked through first: an unreadable one would end the transaction for its neighbours.
        var surveys = inputs.OfType<LoadInput.Parquet>().Select(p => ParquetSurvey.Of(rental, p, pathOf, cancellationToken)).ToList();
        rental.Execute("BEGIN TRANSACTION");
        foreach (var input in inputs.OfType<LoadInput.Rows>())
        {
            ShapeKeeper.Ensure(rental, input.Source.Shape);
            RowInsertion.Insert(rental, input.Source, cancellationToken);
        }

        foreach (var survey in surveys)
        {
            ShapeKeeper.Ensure(rental, survey.Shape);
            _files.AddRange(survey.Files.Select(file => file.Insert(rental, survey.Shape, cancellationToken)));
        }
    }

    public Task PublishAsync(
        IReadOnlyList<LoadRecord> records, IEnumerable<QuarantinedRow> quarantined, CancellationToken cancellationToken) =>
        Task.Run(() => Publish(records, quarantined, cancellationToken), cancellationToken);

    public ValueTask DisposeAsync()
    {
        if (!_ended)
        {
            // Closing the connection rolls back what it has open.
            End();
        }

        return ValueTask.CompletedTask;
    }

    private void Publish(
        IReadOnlyList<LoadRecord> records, IEnumerable<QuarantinedRow> quarantined, CancellationToken cancellationToken)
    {
        try
        {
            RowInsertion.Insert(rental, LedgerRows.History(records), cancellationToken);
            RowInsertion.Insert(rental, LedgerRows.Files(records), cancellationToken);
            RowInsertion.Insert(rental, LedgerRows.Quarantine(records, quarantined, time.GetUtcNow()), cancellationToken);
            rental.Execute("COMMIT");
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
