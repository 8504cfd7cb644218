using Weir.Engine.Warehouses;
using Weir.Loads;
using Weir.Tables;

namespace Weir.Local.Warehouses.Merging;

/// <summary>Rows that go into the history of those with the same key, at their place.</summary>
internal sealed class HistoryRows : IReplacingRows
{
    private readonly Rental _rental;
    private readonly string _table;
    private readonly HistoryDefinition _history;
    private readonly HistoryTable _rows;

    private HistoryRows(Rental rental, string table, HistoryDefinition history, HistoryTable rows) =>
        (_rental, _table, _history, _rows) = (rental, table, history, rows);

    /// <summary>Brings the table into shape and makes the stage, within the open transaction.</summary>
    /// <param name="rental">The connection.</param>
    /// <param name="staged">The columns of the rows, with their place in the file.</param>
    /// <param name="merge">How they find the rows that they replace.</param>
    /// <returns>The rows, and what was changed about the table.</returns>
    public static (IReplacingRows Rows, IReadOnlyList<ShapeChange> Changes) Prepare(Rental rental, TableShape staged, MergeDefinition merge)
    {
        var (rows, changes) = HistoryTable.Ensure(rental, MergeStage.ShapeOf(staged), merge);
        MergeStage.Make(rental, staged, merge);
        return (new HistoryRows(rental, staged.Table, merge.History!, rows), changes);
    }

    /// <summary>Takes what a load said out of a table.</summary>
    /// <returns>How many rows of the load stood in the table.</returns>
    public static long TakeOut(Rental rental, LoadRecord load, MergeDefinition merge)
    {
        var next = merge.History!.ClosesMissing ? Snapshots.After(rental, load.Table, load.File.Version) : null;
        var rows = HistoryTable.Of(rental, load.Table, merge).Withdraw(load.LoadId, next);
        Snapshots.Remove(rental, load.LoadId);
        return rows;
    }

    public void Publish(IReadOnlyList<LoadRecord> records, CancellationToken cancellationToken)
    {
        var published = records.Where(r => r.Status is LoadStatus.Loaded or LoadStatus.PartiallyLoaded).OrderBy(r => r.File.Version).ToList();
        if (_history.ClosesMissing)
        {
            // What a file lacks depends on what holds with the one before it.
            foreach (var record in published)
            {
                cancellationToken.ThrowIfCancellationRequested();
                PublishSnapshot(record);
            }
        }
        else if (published.Count > 0)
        {
            _rows.Say(published.Select(r => (r.LoadId, r.File.Version)));
            _rows.DropRepeated(keep: true);
            cancellationToken.ThrowIfCancellationRequested();
            _rows.Fold();
        }

        MergedTables.Note(_rental, _table, records);
    }

    /// <summary>A file of which rows were refused may have lacked nothing: it says nothing of the keys that it seems to lack.</summary>
    private void PublishSnapshot(LoadRecord record)
    {
        var file = (record.LoadId, record.File.Version);
        var isWhole = record.Status == LoadStatus.Loaded;
        _rows.Say([file]);
        if (isWhole)
        {
            _rows.SayGone(file);
        }

        _rows.DropRepeated(keep: !isWhole);
        if (Snapshots.After(_rental, _table, record.File.Version) is { } next)
        {
            _rows.SayLater(next);
        }

        _rows.Fold();
        if (isWhole)
        {
            Snapshots.Add(_rental, _table, file);
        }
    }
}
