using System.Buffers;

namespace Weir.Functions.Processes;

/// <summary>Makes whole lines of what one stream brings in pieces, so that two streams can share a log.</summary>
/// <param name="tail">Takes the lines.</param>
internal sealed class LineCutter(OutputTail tail)
{
    /// <summary>A line that goes on beyond this is cut.</summary>
    private const int LongestLine = 64 << 10;

    private readonly ArrayBufferWriter<byte> _begun = new();

    /// <summary>Adds a piece.</summary>
    public void Add(ReadOnlySpan<byte> piece)
    {
        var last = piece.LastIndexOf((byte)'\n');
        if (last >= 0)
        {
            _begun.Write(piece[..(last + 1)]);
            tail.Add(_begun.WrittenSpan);
            _begun.ResetWrittenCount();
            piece = piece[(last + 1)..];
        }

        _begun.Write(piece);
        if (_begun.WrittenCount > LongestLine)
        {
            End();
        }
    }

    /// <summary>Ends the line that has begun.</summary>
    public void End()
    {
        if (_begun.WrittenCount > 0)
        {
            _begun.Write("\n"u8);
            tail.Add(_begun.WrittenSpan);
            _begun.ResetWrittenCount();
        }
    }
}
