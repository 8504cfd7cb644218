using Weir.Checks;
using Weir.Engine.Loads.Reading;
using Weir.Loads;
using Weir.Tables;

namespace Weir.Local.Checks;

/// <summary>One file on its way through the tests of its table.</summary>
/// <param name="record">What became of it so far.</param>
/// <param name="onError">What becomes of it when a row does not fit.</param>
internal sealed class TestedFile(LoadRecord record, OnError onError)
{
    private long _quarantined;
    private string? _first;
    private string? _failedBy;

    public long LoadId => record.LoadId;

    public string Name => record.File.Name.ToString();

    /// <summary>Whether nothing of it is published.</summary>
    public bool HasFailed => _failedBy is not null;

    /// <summary>What became of it.</summary>
    public LoadRecord Record => (_failedBy, _quarantined) switch
    {
        (null, 0) => record,
        (null, _) => record with
        {
            Status = FileTally.StatusOf(record.RowsLoaded - _quarantined, record.RowsQuarantined + _quarantined),
            RowsLoaded = record.RowsLoaded - _quarantined,
            RowsQuarantined = record.RowsQuarantined + _quarantined,
            FirstError = record.FirstError ?? _first,
        },
        _ => record with
        {
            Status = LoadStatus.LoadFailed,
            RowsLoaded = 0,
            RowsQuarantined = record.RowsQuarantined + _quarantined,
            FirstError = record.FirstError ?? _failedBy,
        },
    };

    /// <summary>Notes that rows of it went to the quarantine.</summary>
    public void Quarantine(long count, string why)
    {
        _quarantined += count;
        _first ??= why;
        if (onError == OnError.SkipFile)
        {
            _failedBy ??= why;
        }
    }

    /// <summary>Notes what a test said.</summary>
    public void Take(TestResult result)
    {
        if (result.Outcome == TestOutcome.Failed)
        {
            _failedBy ??= result.Message;
        }
    }
}
