using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

using Weir.Engine.Loads.Reading;
using Weir.Engine.Loads.Values;
using Weir.Engine.Warehouses;
using Weir.Failures;

namespace Weir.Engine.Loads.Csv;

/// <summary>Finds the fields of a file that go to a table's columns.</summary>
/// <param name="header">The file's header.</param>
/// <param name="layout">Which fields go to which columns.</param>
/// <returns>Why the file does not fit the table, if so.</returns>
internal delegate Failure? FindColumns(CsvHeader header, out CsvLayout layout);

/// <summary>Reads rows from CSV files.</summary>
/// <param name="findColumns">Finds the columns of each file.</param>
/// <param name="layouts">The layouts of the files that are being read, by file: several readers may share one.</param>
/// <param name="hasPositions">Whether a row is followed by where it stands in its file.</param>
/// <param name="batch">The files.</param>
/// <param name="work">Shares them out.</param>
internal sealed unsafe class CsvRowReader(
    FindColumns findColumns, ConcurrentDictionary<FileTally, CsvLayout> layouts, bool hasPositions, FileBatch batch, WorkList work)
    : FileRowReader(batch, work)
{
    private readonly byte[][] _nullValues = [.. batch.Format.NullValues.Select(Encoding.UTF8.GetBytes)];
    private CsvLayout? _layout;
    private Cells? _cells;
    private Token[] _tokens = [];
    private Slab? _slab;
    private PlaceInText _place;
    private byte* _at;
    private bool _isValid;

    protected override Failure? Inspect(FileContent content, Slab slab, out IRecordBoundary? boundary)
    {
        boundary = null;
        if (CsvHeader.Read(content, slab, Limits.MaxRecordSize, out var header) is { } failure)
        {
            return failure;
        }

        if (findColumns(header, out var layout) is { } misfit)
        {
            return misfit;
        }

        slab.Drop(header.Length);
        layouts[content.Tally] = layout with { Columns = [.. layout.Columns.Select(column => column.In(content.Format))] };
        boundary = new CsvRecords(header.Dialect);
        return null;
    }

    protected override void Begin(Slab slab, FileContent? content)
    {
        var layout = layouts[Refusals.File!];
        if (layout != _layout)
        {
            _layout = layout;
            _cells = new Cells(layout.Columns, layout.Header.Texts());
            _tokens = new Token[layout.Header.Names.Count + 1];
        }

        _slab = slab;
        _place = new PlaceInText(slab);
        _at = slab.Start;
        _isValid = Utf8.IsValid(slab.Content);
        if (slab.TooLong)
        {
            Refuse(_at, slab.End, new Misfit(null, "WEIR6105", $"the record is longer than {Limits.MaxRecordSize >> 20} MiB"));
            _at = slab.End;
        }
    }

    protected override int Fill(RowWriter rows, int row)
    {
        var (layout, cells) = (_layout!, _cells!);
        var end = _slab!.End;
        var fields = _tokens.AsSpan(0, layout.Header.Names.Count);
        while (row < rows.Capacity && _at < end)
        {
            var start = _at;
            _at = CsvScanner.Record(start, end, layout.Header.Dialect, fields, out var count, out var fault);
            if (count == 1 && *start is (byte)'\n' or (byte)'\r' && fields[0].Kind == TokenKind.Null)
            {
                continue;
            }

            if (_nullValues.Length > 0)
            {
                LeaveOutNulls(fields);
            }

            var misfit = Check(start, count, fault);
            if (misfit is null && !cells.TryWrite(_tokens, rows, row))
            {
                misfit = cells.Explain(_tokens);
            }

            if (misfit is not null)
            {
                Refuse(start, _at, misfit);
                continue;
            }

            rows.SetInt64(layout.Columns.Count, row, Refusals.File!.File.LoadId);
            if (hasPositions)
            {
                rows.SetInt64(layout.Columns.Count + 1, row, _slab.Offset + (start - _slab.Start));
            }

            row++;
        }

        return row;
    }

    private void LeaveOutNulls(Span<Token> fields)
    {
        foreach (ref var field in fields)
        {
            foreach (var nothing in _nullValues)
            {
                if (field.Kind == TokenKind.Field && field.Text.SequenceEqual(nothing))
                {
                    field = Token.Between(TokenKind.Null, field.Start, field.Start);
                }
            }
        }
    }

    private Misfit? Check(byte* start, int count, CsvFault fault)
    {
        var names = _layout!.Header.Names.Count;
        if (fault != CsvFault.None)
        {
            var failure = CsvFaults.Explain(fault);
            return new Misfit(null, failure.Code, failure.Message);
        }

        if (count != names)
        {
            var reason = string.Create(CultureInfo.InvariantCulture, $"the row has {count} fields, and the {(_layout.Header.IsNamed ? "header names" : "first has")} {names}");
            return new Misfit(null, "WEIR6131", reason);
        }

        return _isValid || Utf8.IsValid(new ReadOnlySpan<byte>(start, (int)(_at - start)))
            ? null
            : new Misfit(null, "WEIR6102", "it is not valid UTF-8");
    }

    private void Refuse(byte* start, byte* end, Misfit misfit)
    {
        var raw = new ReadOnlySpan<byte>(start, (int)(end - start)).TrimEnd("\r\n"u8);
        Refusals.Refuse(_slab!.Offset + (start - _slab.Start), _place.LineOf(start), null, misfit, raw);
    }
}
