namespace Weir.Engine.Loads.Json;

/// <summary>A member's name as it was written, quotes included, which is quickly found again.</summary>
internal sealed unsafe class QuotedName
{
    private const ulong AllBytes = ulong.MaxValue;

    private readonly byte[] _quoted;
    private readonly ulong _head;
    private readonly ulong _mask;

    public QuotedName(ReadOnlySpan<byte> quoted)
    {
        _quoted = quoted.ToArray();
        Span<byte> head = stackalloc byte[8];
        head.Clear();
        quoted[..Math.Min(8, quoted.Length)].CopyTo(head);
        _head = BitConverter.ToUInt64(head);
        _mask = quoted.Length >= 8 ? AllBytes : AllBytes >> (64 - (quoted.Length * 8));
    }

    public int Length => _quoted.Length;

    /// <summary>Whether the text at a place is this name. At least 64 bytes can be read there.</summary>
    public bool Is(byte* at, byte* end) =>
        ((*(ulong*)at ^ _head) & _mask) == 0
        && (_quoted.Length <= 8
            || (end - at >= _quoted.Length && new ReadOnlySpan<byte>(at + 8, _quoted.Length - 8).SequenceEqual(_quoted.AsSpan(8))));
}
