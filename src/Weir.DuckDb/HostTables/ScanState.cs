using Weir.DuckDb.Native;

namespace Weir.DuckDb.HostTables;

/// <summary>A scan and the columns it writes.</summary>
internal sealed class ScanState(HostTableEntry entry) : IDisposable
{
    private readonly DataChunkWriter _chunk = new(entry.Table.Columns.Select(c => c.Type));
    private readonly HostScan _scan = entry.Table.OpenScan(entry.Control.Token);

    public HostTableEntry Entry { get; } = entry;

    public void Fill(nint chunk)
    {
        for (var i = 0; i < _chunk.ColumnCount; i++)
        {
            _chunk[i].Attach(NativeVectors.Vector(chunk, (ulong)i));
        }

        var rows = _scan.Fill(_chunk);
        if ((uint)rows > DataChunkWriter.Capacity)
        {
            throw new InvalidOperationException(
                $"A scan says it wrote {rows} rows into a chunk that holds {DataChunkWriter.Capacity}.");
        }

        NativeVectors.SetSize(chunk, (ulong)rows);
    }

    public void Dispose() => _scan.Dispose();
}
