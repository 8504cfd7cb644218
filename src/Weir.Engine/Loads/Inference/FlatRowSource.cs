using Weir.Engine.Loads.Reading;
using Weir.Engine.Warehouses;
using Weir.Tables;

namespace Weir.Engine.Loads.Inference;

/// <summary>The rows of one flattened table.</summary>
/// <param name="definition">Which values are records.</param>
/// <param name="records">The table of the records.</param>
/// <param name="table">The table that is filled: that one, or a child of it.</param>
/// <param name="batch">The files.</param>
/// <param name="children">Takes a child table's rows that do not fit; none for the table of the records.</param>
/// <param name="checks">The child tables whose rows have to fit before a file is loaded: none unless such a file is skipped.</param>
internal sealed class FlatRowSource(
    TableDefinition definition,
    FlatTable records,
    FlatTable table,
    FileBatch batch,
    ChildRefusals? children,
    IReadOnlyList<FlatTable> checks) : IRowSource
{
    private readonly WorkList _work = new(batch.Readable);

    public TableShape Shape { get; } = table.Shape;

    public int MaxReaders => batch.MaxReaders;

    public IRowReader OpenReader() => definition.OnError == OnError.SkipFile && children is null
        ? new WholeFileReader(batch, _work, Open)
        : Open(batch, _work);

    private FlatRowReader Open(FileBatch files, WorkList work) =>
        new(definition, records, table, files, work, children, checks);
}
