using Weir.Engine.Loads.Json;
using Weir.Engine.Loads.Reading;
using Weir.Engine.Loads.Syntax;
using Weir.Engine.Loads.Values;
using Weir.Engine.Warehouses;
using Weir.Failures;
using Weir.Tables;

namespace Weir.Engine.Loads.Inference;

/// <summary>Goes through the records of JSON files: the documents, or the values in them that are the table's rows.</summary>
internal abstract unsafe class JsonRecordReader : FileRowReader
{
    private readonly PathReader _paths;
    private readonly JsonDocuments _documents;
    private readonly bool _hasRows;
    private int _nextRow = -1;

    protected JsonRecordReader(TableDefinition table, FileBatch batch, WorkList work)
        : base(batch, work)
    {
        var plan = new JsonRowPlan(table with { Columns = [] });
        _paths = plan.ReadDocuments();
        _hasRows = plan.HasRows;
        _documents = new JsonDocuments(_paths, plan.Arrays, Refusals, Limits.MaxRecordSize);
    }

    /// <summary>Goes through what records hold.</summary>
    protected JsonMembers Members { get; } = new(new JsonScanner());

    protected override Failure? Inspect(FileContent content, Slab slab, out IRecordBoundary? boundary)
    {
        var key = content.Tally.File.Object.Name.Key;
        boundary = JsonLayout.IsLines(key, slab, content.Ended) ? LineBreaks.Instance : null;
        return null;
    }

    protected override void Begin(Slab slab, FileContent? content)
    {
        _documents.Begin(slab, content);
        _nextRow = -1;
    }

    protected override int Fill(RowWriter rows, int row)
    {
        while (row < rows.Capacity)
        {
            var before = row;
            row = Pending(rows, row);
            if (row == before)
            {
                if (!TryNext(out var record))
                {
                    return row;
                }

                var at = record.Start;
                Begin(Members.Value(ref at));
            }
        }

        return row;
    }

    /// <summary>Takes the next record.</summary>
    protected abstract void Begin(in Token record);

    /// <summary>Writes rows of the current record that are still to be written.</summary>
    /// <returns>Behind the last row that was written; the index itself when the record is done.</returns>
    protected abstract int Pending(RowWriter rows, int row);

    /// <summary>Where something in the current record stands in the file, and on which line.</summary>
    protected (long Offset, long Line) PlaceOf(in Token token) => _documents.PlaceOf(token.Start);

    /// <summary>Refuses the current record.</summary>
    protected void Refuse(Refusals refusals, in Token record, Misfit misfit)
    {
        var (offset, line) = _documents.PlaceOf(record.Start);
        refusals.Refuse(offset, line, _documents.Index, misfit, record.Text);
    }

    private bool TryNext(out Token record)
    {
        while (true)
        {
            if (_nextRow >= 0 && _nextRow < _paths.Rows.Count)
            {
                record = _paths.Rows[_nextRow++];
                _documents.Pass();
                return true;
            }

            _nextRow = -1;
            if (!_documents.MoveNext())
            {
                record = default;
                return false;
            }

            record = _documents.Document;
            if (!_hasRows)
            {
                _documents.Pass();
                return true;
            }

            if (_paths.NoArray != TokenKind.Missing)
            {
                var found = JsonKind.Name(_paths.NoArray);
                Refuse(Refusals, record, new Misfit(null, "WEIR6107", $"the rows' path wants an array, and there is {found}"));
                _documents.Pass();
            }
            else
            {
                if (_paths is { Rows.Count: 0, HasNoRows: false })
                {
                    Refusals.File!.AddWithoutRows(1);
                }

                _nextRow = 0;
            }
        }
    }
}
