using System.Globalization;
using Weir.DuckDb.Sessions;

namespace Weir.DuckDb.HostTables;

/// <summary>The host tables of a database, by the number that stands for them in SQL.</summary>
internal sealed class HostTableRegistry
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, HostTableEntry> _entries = [];
    private long _last;

    public HostTableRegistration Add(HostTable table, ScanControl control)
    {
        lock (_gate)
        {
            var number = ++_last;
            _entries.Add(number, new(table, control));
            return new(string.Create(CultureInfo.InvariantCulture, $"{HostRows.Name}({number})"), () => Remove(number));
        }
    }

    public HostTableEntry? Find(long number)
    {
        lock (_gate)
        {
            return _entries.GetValueOrDefault(number);
        }
    }

    private void Remove(long number)
    {
        lock (_gate)
        {
            _entries.Remove(number);
        }
    }
}
