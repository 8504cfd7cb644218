using Weir.Checks;
using Weir.Engine.Loads;
using Weir.Engine.Notifications;
using Weir.Engine.Objects;
using Weir.Engine.Warehouses;
using Weir.Events;
using Weir.Failures;
using Weir.Loads;
using Weir.Tables;

namespace Weir.Engine.Datasets;

/// <summary>Loads the files of a dataset as their tables do, but for the tests, and says how that went as a test would.</summary>
internal sealed class DatasetLoads(IObjectStore objects, IWarehouse warehouse, string projectRevision, TimeProvider time)
{
    /// <summary>The name of what is said of every table: that its files and rows can be read as it declares them.</summary>
    public const string Readable = "readable";

    /// <summary>So many first errors are told.</summary>
    private const int Samples = 5;

    /// <summary>Loads the files of one table.</summary>
    public async Task<TestResult> LoadAsync(TableDefinition table, IReadOnlyList<Event> files, CancellationToken cancellationToken)
    {
        var records = new Records();
        var loader = new Loader(objects, warehouse, records, time);
        try
        {
            await loader.LoadAsync(WithoutFiles(table) with { Tests = [] }, files, projectRevision, cancellationToken);
        }
        catch (RefusedException refused)
        {
            return Result(table, 0, files.Count, TestOutcome.Failed, refused.Failure.Message, []);
        }

        var lacking = records.All.Where(record => record.FirstError is not null).ToList();
        var hasFailed = records.All.Any(record => record.Status == LoadStatus.LoadFailed);
        var refusedRows = records.All.Sum(record => record.RowsQuarantined);
        return Result(
            table,
            records.All.Sum(record => record.RowsParsed),
            refusedRows,
            hasFailed ? TestOutcome.Failed : refusedRows > 0 ? TestOutcome.Warned : TestOutcome.Passed,
            lacking.Count == 0 ? null : $"{lacking.Count} of {files.Count} files have rows that do not fit the table, or cannot be read",
            [.. lacking.Take(Samples).Select(record => $"{record.File.Name}: {record.FirstError}")]);
    }

    /// <summary>The table in the warehouse: there, files that have partitions of their own stand beside one another.</summary>
    private static TableDefinition WithoutFiles(TableDefinition table) => table with
    {
        Storage = null,
        WriteDisposition = table.Storage is { ReplacesPartitions: true } ? WriteDisposition.Append : table.WriteDisposition,
    };

    private TestResult Result(
        TableDefinition table, long rows, long failing, TestOutcome outcome, string? message, IReadOnlyList<string> samples) => new()
        {
            Test = Readable,
            Table = table.Name,
            RowsChecked = rows,
            RowsFailing = failing,
            Samples = samples,
            Severity = outcome == TestOutcome.Warned ? TestSeverity.Warn : TestSeverity.Error,
            Outcome = outcome,
            Message = message,
            TestedAt = time.GetUtcNow(),
        };

    /// <summary>Keeps what became of the files.</summary>
    private sealed class Records : SilentObserver
    {
        private readonly List<LoadRecord> _all = [];

        public IReadOnlyList<LoadRecord> All => _all;

        public override void Loaded(IReadOnlyList<LoadRecord> records) => _all.AddRange(records);
    }
}
