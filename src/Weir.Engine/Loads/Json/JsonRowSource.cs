using Weir.Engine.Loads.Reading;
using Weir.Engine.Warehouses;
using Weir.Tables;

namespace Weir.Engine.Loads.Json;

/// <summary>The rows of JSON files for a table with declared columns.</summary>
internal sealed class JsonRowSource : IRowSource
{
    private readonly FileBatch _batch;
    private readonly JsonRowPlan _plan;
    private readonly WorkList _work;
    private readonly bool _wholeFiles;

    public JsonRowSource(TableDefinition table, FileBatch batch)
    {
        Shape = DeclaredShape.Of(table);
        _batch = batch;
        _plan = new JsonRowPlan(table);
        _work = new WorkList(batch.Readable);
        _wholeFiles = table.OnError == OnError.SkipFile;
    }

    public TableShape Shape { get; }

    public int MaxReaders => _batch.MaxReaders;

    public IRowReader OpenReader() => _wholeFiles
        ? new WholeFileReader(_batch, _work, (batch, work) => new JsonRowReader(_plan, batch, work))
        : new JsonRowReader(_plan, _batch, _work);
}
