using Weir.DuckDb;

namespace Weir.Tests.DuckDb;

/// <summary>A host table of the numbers below a limit, each with its text, handed out by chunks to whoever scans.</summary>
internal sealed class CountingTable(long limit, int threads = 2, Action<long>? onChunk = null) : HostTable
{
    private long _next;
    private int _open;
    private int _opened;

    public override IReadOnlyList<HostColumn> Columns { get; } =
        [new("n", DuckDbType.BigInt), new("text", DuckDbType.Varchar), new("odd", DuckDbType.Boolean)];

    public override int MaxThreads => threads;

    public HashSet<int> Threads { get; } = [];

    /// <summary>Scans that are not disposed yet.</summary>
    public int OpenScans => Volatile.Read(ref _open);

    /// <summary>Scans in all.</summary>
    public int OpenedScans => Volatile.Read(ref _opened);

    public CancellationToken Cancellation { get; private set; }

    public override HostScan OpenScan(CancellationToken cancellation)
    {
        Cancellation = cancellation;
        Interlocked.Increment(ref _open);
        Interlocked.Increment(ref _opened);
        return new Scan(this);
    }

    private int Fill(DataChunkWriter chunk)
    {
        lock (Threads)
        {
            Threads.Add(Environment.CurrentManagedThreadId);
        }

        var first = Interlocked.Add(ref _next, DataChunkWriter.Capacity) - DataChunkWriter.Capacity;
        onChunk?.Invoke(first);
        var rows = (int)Math.Clamp(limit - first, 0, DataChunkWriter.Capacity);
        var numbers = chunk[0].Values<long>();
        var texts = chunk[1];
        var odd = chunk[2].Values<bool>();
        Span<byte> text = stackalloc byte[64];
        for (var row = 0; row < rows; row++)
        {
            var number = first + row;
            numbers[row] = number;
            odd[row] = (number & 1) != 0;
            if (number % 10 == 0)
            {
                texts.SetNull(row);
                continue;
            }

            // Of all lengths around the border between short and long.
            text.Fill((byte)('a' + (number % 26)));
            texts.SetString(row, text[..(int)(number % 30)]);
        }

        return rows;
    }

    private sealed class Scan(CountingTable table) : HostScan
    {
        public override int Fill(DataChunkWriter chunk) => table.Fill(chunk);

        protected override void Dispose(bool disposing)
        {
            Interlocked.Decrement(ref table._open);
            base.Dispose(disposing);
        }
    }
}
