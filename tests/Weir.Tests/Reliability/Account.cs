namespace Weir.Tests.Reliability;

/// <summary>The driver's own count of what must be in the tables: kept from the contents it made and the words it got, from nothing of Weir's.</summary>
internal sealed class Account
{
    private readonly Dictionary<(string Table, string File, int Put), Expected> _expected = [];
    private readonly Lock _gate = new();

    /// <summary>Rows that must be there, so far.</summary>
    public int CertainRows => _expected.Values.Where(e => e.IsCertain).Sum(e => e.Rows);

    public int MaybeRows => _expected.Values.Where(e => !e.IsCertain).Sum(e => e.Rows);

    /// <summary>Books a content that was put under a name.</summary>
    /// <param name="targets">Where its rows must come to be.</param>
    /// <param name="acknowledged">Whether Weir said yes. If not, it may be there all the same.</param>
    public void Book(IEnumerable<Target> targets, bool acknowledged)
    {
        lock (_gate)
        {
            foreach (var target in targets)
            {
                var key = (target.Table, target.File, target.Put);
                var before = _expected.GetValueOrDefault(key);
                _expected[key] = new Expected(target.Rows, target.Refused, acknowledged || before?.IsCertain == true);
            }
        }
    }

    /// <summary>What is wrong with the rows found; nothing when they are as they must be.</summary>
    /// <param name="found">Table, file and put of every row, each with how many rows were loaded and how many refused.</param>
    public List<string> Differences(IReadOnlyDictionary<(string Table, string File, int Put), (int Rows, int Refused)> found)
    {
        var wrong = new List<string>();
        foreach (var (key, expected) in _expected)
        {
            var there = found.GetValueOrDefault(key);
            if (there == default ? expected.IsCertain : there != (expected.Rows, expected.Refused))
            {
                wrong.Add($"{key}: {there} instead of {(expected.Rows, expected.Refused)}{(expected.IsCertain ? "" : " or nothing")}");
            }
        }

        wrong.AddRange(found.Keys.Where(key => !_expected.ContainsKey(key)).Select(key => $"{key}: never put"));
        return wrong;
    }

    private sealed record Expected(int Rows, int Refused, bool IsCertain);
}
