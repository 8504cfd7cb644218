namespace Weir.Engine.Loads.Values;

/// <summary>A piece of a file, still in the memory it was read into. Valid as long as that memory is.</summary>
internal readonly unsafe struct Token(TokenKind kind, byte* start, int length)
{
    public TokenKind Kind { get; } = kind;

    public byte* Start { get; } = start;

    public int Length { get; } = length;

    public ReadOnlySpan<byte> Text => new(Start, Length);

    public static Token Between(TokenKind kind, byte* start, byte* end) => new(kind, start, unchecked((int)(end - start)));
}
