using Weir.Engine.Loads.Reading;
using Weir.Engine.Loads.Values;
using Weir.Engine.Warehouses;
using Weir.Tables;

namespace Weir.Engine.Loads.Inference;

/// <summary>Reads JSON files for what stands in them, and writes no rows.</summary>
internal sealed class ObservingReader : JsonRecordReader
{
    private readonly ShapeObserver _observer;

    public ObservingReader(TableDefinition table, FileBatch batch, WorkList work)
        : base(table, batch, work) => _observer = new ShapeObserver(Members);

    /// <summary>What was seen.</summary>
    public ValueNode Seen => _observer.Root;

    protected override void Begin(in Token record) => _observer.Observe(record, Refusals.File!.File.LoadId);

    protected override int Pending(RowWriter rows, int row) => row;
}
