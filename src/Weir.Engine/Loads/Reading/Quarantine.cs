using Weir.Loads;

namespace Weir.Engine.Loads.Reading;

/// <summary>
/// Collects the rows of a load that do not fit. Many threads may add; it is enumerated when all are done. Beyond a bound
/// on memory, rows go to a temporary file, which disposing removes.
/// </summary>
/// <param name="maxInMemory">Characters of raw text to keep in memory. 32 million by default.</param>
internal sealed class Quarantine(long maxInMemory = 32_000_000) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<QuarantinedRow> _kept = [];
    private QuarantineFile? _spilled;
    private long _characters;
    private bool _discards;

    public long Count { get; private set; }

    /// <summary>A quarantine that keeps nothing.</summary>
    public static Quarantine Discarding() => new() { _discards = true };

    public void Add(QuarantinedRow row)
    {
        lock (_lock)
        {
            if (_discards)
            {
                return;
            }

            Count++;
            _characters += row.Raw.Length + row.Reason.Length;
            if (_characters <= maxInMemory)
            {
                _kept.Add(row);
                return;
            }

            _spilled ??= new QuarantineFile();
            _spilled.Write(row);
        }
    }

    /// <summary>Every row, once no thread adds any more. May be read more than once.</summary>
    public IEnumerable<QuarantinedRow> Rows => _spilled is null ? _kept : _kept.Concat(_spilled.Read());

    public void Dispose() => _spilled?.Dispose();
}
