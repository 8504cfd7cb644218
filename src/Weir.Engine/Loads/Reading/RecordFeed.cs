using Weir.Failures;

namespace Weir.Engine.Loads.Reading;

/// <summary>
/// Hands out a file made of lines in pieces that end where records end. Reading and cutting go on one thread at a time;
/// what is costly, the parsing, goes on with the pieces on as many as there are readers.
/// </summary>
internal sealed class RecordFeed : IDisposable
{
    private const int ShownOfTooLong = 64 << 10;

    private readonly FileContent _content;
    private readonly IRecordBoundary _boundary;
    private readonly int _maxRecordSize;
    private readonly byte _lineBreak;
    private readonly Lock _lock = new();
    private byte[] _carried = [];
    private long _offset;
    private long _line = 1;
    private bool _reported;

    /// <param name="content">The file, of which the first piece has been read.</param>
    /// <param name="first">That piece, which is cut here.</param>
    /// <param name="boundary">Where its records end.</param>
    /// <param name="maxRecordSize">The longest record.</param>
    public RecordFeed(FileContent content, Slab first, IRecordBoundary boundary, int maxRecordSize)
    {
        _content = content;
        _boundary = boundary;
        _maxRecordSize = maxRecordSize;
        _lineBreak = first.LineBreak;
        Cut(first);
    }

    public FileTally Tally => _content.Tally;

    /// <summary>Whether everything has been handed out.</summary>
    public bool IsEmpty => _content.Ended && _carried.Length == 0;

    /// <summary>Takes the next piece.</summary>
    /// <param name="slab">Takes the piece.</param>
    /// <param name="damage">Why the rest of the file cannot be read; told to one reader, whose slab then holds that rest.</param>
    /// <returns>False when everything has been handed out.</returns>
    public bool TryTake(Slab slab, out Failure? damage)
    {
        lock (_lock)
        {
            damage = null;
            if (!IsEmpty)
            {
                slab.Reset(_offset, _line, _lineBreak);
                slab.Append(_carried);
                Cut(slab);
                if (slab.Length > 0)
                {
                    return true;
                }
            }

            if (!_reported)
            {
                _reported = true;
                damage = _content.Damage;
                slab.Reset(_offset, _line, _lineBreak);
                slab.Append(_carried);
                _carried = [];
            }

            return false;
        }
    }

    public void Dispose() => _content.Dispose();

    private void Cut(Slab slab)
    {
        while (true)
        {
            _content.Fill(slab);
            var cut = _content is { Ended: true, Damage: null } ? slab.Length : _boundary.LastEnd(slab.Content);
            if (cut > 0 || _content.Ended)
            {
                Part(slab, cut);
                return;
            }

            if (slab.Length >= _maxRecordSize)
            {
                PassOver(slab);
                return;
            }

            slab.Grow();
        }
    }

    private void Part(Slab slab, int cut)
    {
        _carried = slab.Content[cut..].ToArray();
        _offset = slab.Offset + cut;
        _line = slab.Line + slab.Content[..cut].Count(_lineBreak);
        slab.Truncate(cut);
    }

    /// <summary>Leaves out a record that is too long; the slab keeps its beginning.</summary>
    private void PassOver(Slab slab)
    {
        var (offset, line) = (slab.Offset, slab.Line);
        var shown = slab.Content[..Math.Min(slab.Length, ShownOfTooLong)].ToArray();
        var end = -1;
        while (end < 0 && !_content.Ended)
        {
            slab.Drop(slab.Length);
            _content.Fill(slab);
            end = slab.Content.IndexOf(_lineBreak);
        }

        Part(slab, end < 0 ? slab.Length : end + 1);
        slab.Reset(offset, line, _lineBreak);
        slab.Append(shown);
        slab.TooLong = true;
    }
}
