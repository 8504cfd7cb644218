using Weir.Engine.Loads.Reading;

namespace Weir.Engine.Loads.Json;

/// <summary>Newline-delimited JSON: a record ends at every line break, since none can stand within one.</summary>
internal sealed class LineBreaks : IRecordBoundary
{
    private LineBreaks()
    {
    }

    public static LineBreaks Instance { get; } = new();

    public int LastEnd(ReadOnlySpan<byte> piece) => piece.LastIndexOf((byte)'\n') + 1;
}
