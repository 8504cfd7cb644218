using System.Text.Unicode;

using Weir.Engine.Loads.Reading;
using Weir.Engine.Loads.Syntax;
using Weir.Engine.Loads.Values;

namespace Weir.Engine.Loads.Json;

/// <summary>
/// Finds the documents of a file, or of a piece of a newline-delimited one, and reads each with a <see cref="PathReader"/>.
/// What cannot be read is refused: of a newline-delimited file the line, of any other the rest from where it breaks.
/// </summary>
/// <param name="paths">Reads a document.</param>
/// <param name="arrays">Whether an array is many documents.</param>
/// <param name="refusals">Takes what cannot be read.</param>
/// <param name="maxSize">The longest document, in bytes.</param>
internal sealed unsafe class JsonDocuments(PathReader paths, ArrayMeaning arrays, Refusals refusals, int maxSize)
{
    private Slab _slab = null!;
    private FileContent? _content;
    private PlaceInText _place;
    private long _index;
    private int _at;
    private int _end;
    private bool _isLines;
    private bool _isValid;
    private bool _inArray;
    /// <summary>Whether no separator is needed: at the beginning, and behind whitespace where that separates.</summary>
    private bool _isFirst;
    private bool _breaks;

    private enum Turn : byte
    {
        Found,
        Again,
        Done,
    }

    /// <summary>The document that was found, or the beginning of one that breaks after some rows.</summary>
    public Token Document { get; private set; }

    /// <summary>Which row of the file comes next, where that is known: not in a newline-delimited one, which is shared out.</summary>
    public long? Index => _isLines ? null : _index;

    private byte* At => _slab.Start + _at;

    /// <summary>Begins with a piece of a newline-delimited file, or with the beginning of any other.</summary>
    public void Begin(Slab slab, FileContent? content)
    {
        (_slab, _content, _isLines) = (slab, content, content is null);
        _place = new PlaceInText(slab);
        (_at, _end) = (0, _isLines ? 0 : slab.Length);
        (_inArray, _isFirst, _breaks) = (false, true, false);
        _index = 0;
        _isValid = _isLines && Utf8.IsValid(slab.Content);
        if (slab.TooLong)
        {
            Refuse(At, slab.End, "WEIR6105", $"the line is longer than {maxSize >> 20} MiB");
            _at = slab.Length;
        }
    }

    /// <summary>Finds and reads the next document.</summary>
    public bool MoveNext()
    {
        while (true)
        {
            var turn = _breaks ? Break() : _inArray ? NextElement() : _isLines ? NextLine() : NextDocument();
            if (turn != Turn.Again)
            {
                return turn == Turn.Found;
            }
        }
    }

    /// <summary>Where something in the current document stands in the file, and on which line.</summary>
    public (long Offset, long Line) PlaceOf(byte* at) => (OffsetOf(at), _place.LineOf(at));

    /// <summary>Where something in the current document stands in the file, decompressed.</summary>
    public long OffsetOf(byte* at) => _slab.Offset + (at - _slab.Start);

    /// <summary>Says that a row of the current document has been dealt with.</summary>
    public void Pass() => _index++;

    private Turn NextLine()
    {
        if (_at >= _slab.Length)
        {
            return Turn.Done;
        }

        var rest = _slab.Content[_at..];
        var length = rest.IndexOf((byte)'\n');
        _end = _at + (length < 0 ? rest.Length : length);
        var start = JsonScanner.Space(At);
        var end = _slab.Start + _end;
        if (start >= end)
        {
            _at = _end + 1;
            return Turn.Again;
        }

        if (*start == '[' && arrays != ArrayMeaning.Document)
        {
            Enter(start);
            return Turn.Again;
        }

        var stop = paths.Read(start, _slab.End);
        _at = _end + 1;
        return stop != null && stop <= end && JsonScanner.Space(stop) >= end
            ? Found(start, stop)
            : RefuseLine(start, end, stop);
    }

    private Turn NextDocument()
    {
        var start = JsonScanner.Space(At);
        _isFirst |= start > At;
        if (start >= _slab.End)
        {
            return Extend(start) ? Turn.Again : Finish();
        }

        if (!_isFirst)
        {
            paths.Scanner.Start(_slab.End);
            paths.Scanner.Stop(JsonFault.Unexpected, start);
            return Break();
        }

        _at = (int)(start - _slab.Start);
        if (*start == '[' && arrays != ArrayMeaning.Document)
        {
            Enter(start);
            return Turn.Again;
        }

        return Read(start);
    }

    private Turn NextElement()
    {
        var start = JsonScanner.Space(At);
        if (start >= _slab.Start + _end)
        {
            return !_isLines && Extend(start) ? Turn.Again : Break(start);
        }

        if (*start == ']')
        {
            return Leave(start + 1);
        }

        if (!_isFirst)
        {
            if (*start != ',')
            {
                return Break(start);
            }

            var comma = start;
            start = JsonScanner.Space(start + 1);
            if (start >= _slab.Start + _end)
            {
                return !_isLines && Extend(comma) ? Turn.Again : Break(start);
            }
        }

        return Read(start);
    }

    /// <summary>Reads a document that begins here; more of the file when that is needed.</summary>
    private Turn Read(byte* start)
    {
        var stop = paths.Read(start, _slab.End);
        var mayGoOn = _content is { Ended: false };
        if (stop == null)
        {
            // A word or an escape that is cut looks like a mistake a few bytes before the end.
            if (mayGoOn && paths.Scanner.FaultAt >= _slab.End - 8)
            {
                return Extend(At) ? Turn.Again : TooLong(start);
            }

            return BreakAfterRows(start);
        }

        if (stop >= _slab.End && mayGoOn)
        {
            return Extend(At) ? Turn.Again : TooLong(start);
        }

        if (stop > _slab.Start + _end)
        {
            return Break(_slab.Start + _end);
        }

        _at = (int)(stop - _slab.Start);
        _isFirst = false;
        return Found(start, stop);
    }

    private Turn Found(byte* start, byte* stop)
    {
        Document = Token.Between(JsonKind.Of(start), start, stop);
        if (paths.Scanner.TooDeep)
        {
            return Refuse(start, stop, "WEIR6103", $"it is nested more than {JsonScanner.MaxDepth} deep");
        }

        if (!_isValid && !Utf8.IsValid(Document.Text))
        {
            return Refuse(start, stop, "WEIR6102", "it is not valid UTF-8");
        }

        return arrays == ArrayMeaning.OnlyDocuments && !_inArray
            ? Refuse(start, stop, "WEIR6107", $"the rows' path wants an array, and there is {JsonKind.Name(Document.Kind)}")
            : Turn.Found;
    }

    private void Enter(byte* bracket)
    {
        _inArray = true;
        _isFirst = true;
        _at = (int)(bracket + 1 - _slab.Start);
    }

    private Turn Leave(byte* at)
    {
        _inArray = false;
        _isFirst = false;
        _at = (int)(at - _slab.Start);
        if (!_isLines)
        {
            return Turn.Again;
        }

        var next = JsonScanner.Space(at);
        var end = _slab.Start + _end;
        _at = _end + 1;
        return next >= end ? Turn.Again : Refuse(next, end, "WEIR6101", "more follows the array on its line");
    }

    /// <summary>Reads more of the file, and drops what lies before the current place.</summary>
    private bool Extend(byte* from)
    {
        if (_content is not { Ended: false })
        {
            return false;
        }

        _slab.Drop((int)(from - _slab.Start));
        _at = 0;
        if (_slab.Room.Length < _slab.Capacity / 2)
        {
            if (_slab.Length >= maxSize)
            {
                return false;
            }

            _slab.Grow();
        }

        _content.Fill(_slab);
        _end = _slab.Length;
        _place = new PlaceInText(_slab);
        return true;
    }

    private Turn Finish()
    {
        if (_content?.Damage is { } damage)
        {
            Refuse(_slab.End, _slab.End, damage.Code, damage.Message);
        }

        return Turn.Done;
    }

    private Turn TooLong(byte* start)
    {
        Refuse(start, _slab.End, "WEIR6105", $"the document is longer than {maxSize >> 20} MiB");
        return Turn.Done;
    }

    /// <summary>Gives the rows of a broken document that stand before the break, if nothing of them can stand after it.</summary>
    private Turn BreakAfterRows(byte* start)
    {
        var isComplete = paths.Rows.Count > 0 && !_isLines;
        foreach (var token in paths.Tokens)
        {
            isComplete &= token.Kind != TokenKind.Missing;
        }

        var last = isComplete ? paths.Rows[^1].Start + paths.Rows[^1].Length : start;
        if (!isComplete || paths.Scanner.TooDeep || !Utf8.IsValid(new ReadOnlySpan<byte>(start, (int)(last - start))))
        {
            _at = (int)(start - _slab.Start);
            return Break();
        }

        Document = Token.Between(JsonKind.Of(start), start, last);
        _at = (int)(last - _slab.Start);
        _breaks = true;
        return Turn.Found;
    }

    private Turn Break(byte* fault)
    {
        paths.Scanner.Start(_slab.Start + _end);
        paths.Scanner.Stop(JsonFault.Unexpected, fault);
        return Break();
    }

    /// <summary>Refuses all from the current place on: the rest of the line, or of the file.</summary>
    private Turn Break()
    {
        var start = JsonScanner.Space(At);
        start = *start == ',' ? JsonScanner.Space(start + 1) : start;
        var end = _slab.Start + _end;
        start = start < end ? start : end;
        if (_content?.Damage is { } damage && paths.Scanner.Fault == JsonFault.EndsEarly)
        {
            Refuse(start, end, damage.Code, damage.Message);
        }
        else
        {
            var code = _isLines ? "WEIR6101" : "WEIR6106";
            Refuse(start, end, code, JsonFaults.Explain(paths.Scanner, _slab, _place, end));
        }

        (_breaks, _inArray, _at) = (false, false, _end + 1);
        return _isLines ? Turn.Again : Turn.Done;
    }

    private Turn RefuseLine(byte* start, byte* end, byte* stop)
    {
        if (stop != null)
        {
            paths.Scanner.Stop(JsonFault.Unexpected, stop <= end ? JsonScanner.Space(stop) : end);
        }

        return !_isValid && !Utf8.IsValid(new ReadOnlySpan<byte>(start, (int)(end - start)))
            ? Refuse(start, end, "WEIR6102", "it is not valid UTF-8")
            : Refuse(start, end, "WEIR6101", JsonFaults.Explain(paths.Scanner, _slab, _place, end));
    }

    private Turn Refuse(byte* start, byte* end, string code, string reason)
    {
        var (offset, line) = PlaceOf(start);
        end = end > start && end[-1] == '\r' ? end - 1 : end;
        var raw = new ReadOnlySpan<byte>(start, (int)(end - start));
        refusals.Refuse(offset, line, Index, new Misfit(null, code, reason), raw);
        Pass();
        return Turn.Again;
    }
}
