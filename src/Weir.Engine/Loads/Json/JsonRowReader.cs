using Weir.Engine.Loads.Reading;
using Weir.Engine.Loads.Values;
using Weir.Engine.Warehouses;
using Weir.Failures;

namespace Weir.Engine.Loads.Json;

/// <summary>Reads rows of declared columns from JSON files.</summary>
internal sealed unsafe class JsonRowReader : FileRowReader
{
    private readonly JsonRowPlan _plan;
    private readonly PathReader _documentPaths;
    private readonly PathReader? _rowPaths;
    private readonly JsonDocuments _documents;
    private readonly Cells _cells;
    private readonly Token[] _tokens;
    private int _nextRow;

    public JsonRowReader(JsonRowPlan plan, FileBatch batch, WorkList work)
        : base(batch, work)
    {
        _plan = plan;
        _documentPaths = plan.ReadDocuments();
        _rowPaths = plan.HasRows ? plan.ReadRows() : null;
        _documents = new JsonDocuments(_documentPaths, plan.Arrays, Refusals, Limits.MaxRecordSize);
        _cells = new Cells(plan.Columns);
        _tokens = new Token[plan.TokenCount];
    }

    protected override Failure? Inspect(FileContent content, Slab slab, out IRecordBoundary? boundary)
    {
        var key = content.Tally.File.Object.Name.Key;
        boundary = JsonLayout.IsLines(key, slab, content.Ended) ? LineBreaks.Instance : null;
        return null;
    }

    protected override void Begin(Slab slab, FileContent? content)
    {
        _documents.Begin(slab, content);
        _nextRow = 0;
    }

    protected override int Fill(RowWriter rows, int row)
    {
        while (row < rows.Capacity)
        {
            if (_rowPaths is not null && _nextRow > 0)
            {
                row = FillFromDocument(_rowPaths, rows, row);
            }
            else if (!_documents.MoveNext())
            {
                return row;
            }
            else if (_rowPaths is null)
            {
                row += TryWrite(_documents.Document, _documentPaths.Tokens, rows, row) ? 1 : 0;
            }
            else if (_documentPaths.NoArray != TokenKind.Missing)
            {
                var kind = JsonKind.Name(_documentPaths.NoArray);
                Refuse(_documents.Document, new Misfit(null, "WEIR6107", $"the rows' path wants an array, and there is {kind}"));
            }
            else
            {
                if (_documentPaths is { Rows.Count: 0, HasNoRows: false })
                {
                    Refusals.File!.AddWithoutRows(1);
                }

                _documentPaths.Tokens.CopyTo(_tokens.AsSpan(_plan.RowTokenCount));
                _nextRow = 1;
            }
        }

        return row;
    }

    private int FillFromDocument(PathReader paths, RowWriter rows, int row)
    {
        var found = _documentPaths.Rows;
        for (; _nextRow <= found.Count && row < rows.Capacity; _nextRow++)
        {
            // The row was checked with its document, so it cannot break here.
            var token = found[_nextRow - 1];
            paths.Read(token.Start, token.Start + token.Length);
            paths.Tokens.CopyTo(_tokens);
            row += TryWrite(token, _tokens, rows, row) ? 1 : 0;
        }

        _nextRow = _nextRow > found.Count ? 0 : _nextRow;
        return row;
    }

    private bool TryWrite(in Token token, ReadOnlySpan<Token> tokens, RowWriter rows, int row)
    {
        if (_plan.WantsObjects && *token.Start != '{')
        {
            return Refuse(token, new Misfit(null, "WEIR6104", $"the row is {JsonKind.Name(JsonKind.Of(token.Start))}, not an object"));
        }

        if (!_cells.TryWrite(tokens, rows, row))
        {
            return Refuse(token, _cells.Explain(tokens));
        }

        rows.SetInt64(_plan.Columns.Count, row, Refusals.File!.File.LoadId);
        if (_plan.HasPositions)
        {
            rows.SetInt64(_plan.Columns.Count + 1, row, _documents.OffsetOf(token.Start));
        }

        _documents.Pass();
        return true;
    }

    private bool Refuse(in Token token, Misfit misfit)
    {
        var (offset, line) = _documents.PlaceOf(token.Start);
        Refusals.Refuse(offset, line, _documents.Index, misfit, token.Text);
        _documents.Pass();
        return false;
    }
}
