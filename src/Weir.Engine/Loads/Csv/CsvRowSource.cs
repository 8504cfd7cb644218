using System.Collections.Concurrent;

using Weir.Engine.Loads.Reading;
using Weir.Engine.Warehouses;
using Weir.Failures;
using Weir.Tables;

namespace Weir.Engine.Loads.Csv;

/// <summary>The rows of CSV files for a table with known columns.</summary>
/// <param name="table">The table.</param>
/// <param name="batch">The files.</param>
/// <param name="inferred">The table's shape, when its columns were taken from the files' headers.</param>
internal sealed class CsvRowSource(TableDefinition table, FileBatch batch, TableShape? inferred = null) : IRowSource
{
    private readonly ConcurrentDictionary<FileTally, CsvLayout> _layouts = [];
    private readonly WorkList _work = new(batch.Readable);

    public TableShape Shape { get; } = inferred ?? DeclaredShape.Of(table);

    public int MaxReaders => batch.MaxReaders;

    public IRowReader OpenReader() => table.OnError == OnError.SkipFile
        ? new WholeFileReader(batch, _work, Open)
        : Open(batch, _work);

    private CsvRowReader Open(FileBatch files, WorkList work) => new(FindColumns, _layouts, table.Merge is not null, files, work);

    private Failure? FindColumns(CsvHeader header, out CsvLayout layout) => inferred is not null
        ? CsvLayout.Of(header, table.Columns!, out layout)
        : CsvLayout.OfDeclared(header, table.Columns!, out layout);
}
