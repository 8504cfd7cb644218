using Weir.Engine.Warehouses;

namespace Weir.Local.Warehouses;

/// <summary>Records of Weir's own as rows of a system table.</summary>
/// <param name="shape">The table.</param>
/// <param name="records">The records; enumerated once.</param>
/// <param name="write">Writes every cell of one record.</param>
internal sealed class RecordRows<T>(TableShape shape, IEnumerable<T> records, Action<RowWriter, int, T> write) : IRowSource
{
    public TableShape Shape => shape;

    public int MaxReaders => 1;

    public IRowReader OpenReader() => new Reader(records.GetEnumerator(), write);

    private sealed class Reader(IEnumerator<T> records, Action<RowWriter, int, T> write) : IRowReader
    {
        public int Read(RowWriter rows)
        {
            var count = 0;
            while (count < rows.Capacity && records.MoveNext())
            {
                write(rows, count++, records.Current);
            }

            return count;
        }

        public void Dispose() => records.Dispose();
    }
}
