using Weir.Engine.Loads.Reading;
using Weir.Engine.Warehouses;
using Weir.Loads;

namespace Weir.Engine.Loads.Contracts;

/// <summary>Reads files for the values that do not fit the types of their columns, and refuses the files that have one.</summary>
internal static class Trial
{
    /// <summary>The codes of values that do not fit the types of their columns.</summary>
    private static readonly HashSet<string> Misfits = ["WEIR6111", "WEIR6112", "WEIR6113", "WEIR6115"];

    /// <param name="batch">The files. Those that are refused have an end; the others are to be read again.</param>
    /// <param name="rowsOf">The rows of files, one for one.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task RunAsync(FileBatch batch, Func<FileBatch, IRowSource> rowsOf, CancellationToken cancellationToken)
    {
        using var refused = new Quarantine();
        var again = batch.Again(refused);
        var source = rowsOf(again);
        await ReadThroughAsync(source, cancellationToken);

        var failing = refused.Rows.Where(row => Misfits.Contains(row.Code)).Select(row => row.LoadId).ToHashSet();
        foreach (var row in refused.Rows.Where(row => failing.Contains(row.LoadId)))
        {
            batch.Quarantine.Add(row);
        }

        var tallies = batch.Tallies.ToDictionary(tally => tally.File.LoadId);
        foreach (var seen in again.Tallies.Where(seen => failing.Contains(seen.File.LoadId)))
        {
            var tally = tallies[seen.File.LoadId];
            tally.Add(seen.RowsParsed, 0, seen.RowsQuarantined);
            tally.NoteError(0, seen.FirstError!);
            tally.IsRefused = true;
        }
    }

    /// <summary>Refuses a file for what it brings.</summary>
    /// <param name="batch">The files.</param>
    /// <param name="file">The one.</param>
    /// <param name="column">What it brings.</param>
    /// <param name="reason">Why that is wrong.</param>
    /// <param name="code">The failure's code.</param>
    public static void Refuse(FileBatch batch, FileTally file, string column, string reason, string code = "WEIR6140")
    {
        batch.Quarantine.Add(new QuarantinedRow(file.File.LoadId, null, null, column, code, reason, ""));
        file.Add(1, 0, 1);
        file.NoteError(0, reason);
        file.IsRefused = true;
    }

    /// <summary>Reads rows for what is wrong with each, and keeps none.</summary>
    public static Task ReadThroughAsync(IRowSource source, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, source.MaxReaders).Select(_ => Task.Run(() => Read(source, cancellationToken), cancellationToken)));

    private static void Read(IRowSource source, CancellationToken cancellationToken)
    {
        var nowhere = new DiscardingRowWriter();
        using var reader = source.OpenReader();
        while (reader.Read(nowhere) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
