namespace Weir.Engine.Loads.Reading;

/// <summary>Counts lines as they are asked for, from the last one on: places are asked for in order, nearly always.</summary>
internal unsafe struct PlaceInText(Slab slab)
{
    private readonly byte _lineBreak = slab.LineBreak;
    private byte* _counted = slab.Start;
    private long _line = slab.Line;

    /// <summary>The line on which a place is, counted from one.</summary>
    public long LineOf(byte* at)
    {
        if (at >= _counted)
        {
            _line += Breaks(_counted, at);
        }
        else
        {
            _line -= Breaks(at, _counted);
        }

        _counted = at;
        return _line;
    }

    private readonly int Breaks(byte* from, byte* to) => new ReadOnlySpan<byte>(from, (int)(to - from)).Count(_lineBreak);
}
