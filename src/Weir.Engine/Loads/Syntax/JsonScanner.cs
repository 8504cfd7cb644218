using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Weir.Engine.Loads.Syntax;

/// <summary>
/// Walks over JSON text by RFC 8259 and finds where values end, without building anything. It works on memory that ends in
/// <see cref="Padding"/> zero bytes: a zero is no JSON, so no loop has to look for the end. Used by one thread at a time.
/// </summary>
internal sealed unsafe class JsonScanner
{
    /// <summary>How many zero bytes must follow the text.</summary>
    public const int Padding = 64;

    /// <summary>How deep arrays and objects may be within each other.</summary>
    public const int MaxDepth = 1000;

    private ulong[] _objects = new ulong[(MaxDepth / 64) + 1];
    private byte* _end;

    /// <summary>What stopped the last walk, if anything.</summary>
    public JsonFault Fault { get; private set; }

    /// <summary>Where it stopped.</summary>
    public byte* FaultAt { get; private set; }

    /// <summary>Whether something since <see cref="Start"/> was deeper than <see cref="MaxDepth"/>.</summary>
    public bool TooDeep { get; private set; }

    /// <summary>How many arrays and objects the caller is within.</summary>
    public int Depth { get; set; }

    /// <summary>Whether a text is one JSON value, with whitespace around it at the most.</summary>
    public static bool IsValue(ReadOnlySpan<byte> text)
    {
        var padded = new byte[text.Length + Padding];
        text.CopyTo(padded);
        fixed (byte* start = padded)
        {
            var scanner = new JsonScanner();
            scanner.Start(start + text.Length);
            var end = scanner.Skip(Space(start));
            return end != null && !scanner.TooDeep && Space(end) == start + text.Length;
        }
    }

    /// <summary>Begins with a text that ends, before its padding, at <paramref name="end"/>.</summary>
    public void Start(byte* end)
    {
        _end = end;
        Fault = JsonFault.None;
        FaultAt = null;
        TooDeep = false;
        Depth = 0;
    }

    /// <summary>Passes over whitespace.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Space(byte* at) => *at > ' ' ? at : SpaceOn(at);

    /// <summary>Passes over a value of any kind, which is checked in full.</summary>
    /// <returns>Where it ends; null when it does not.</returns>
    public byte* Skip(byte* at) => *at switch
    {
        (byte)'"' => String(at, out _),
        (byte)'{' or (byte)'[' => Container(at),
        (byte)'t' or (byte)'f' or (byte)'n' => Literal(at),
        _ => Number(at, out _),
    };

    /// <summary>Passes over a string, from its first quote to behind its last.</summary>
    public byte* String(byte* at, out bool escaped)
    {
        escaped = false;
        at++;
        while (true)
        {
            at = PlainText(at);
            if (*at == '"')
            {
                return at + 1;
            }

            if (*at != '\\')
            {
                return Stop(JsonFault.ControlCharacter, at);
            }

            escaped = true;
            var next = Escape(at);
            if (next == null)
            {
                return Stop(JsonFault.BadEscape, at + 1);
            }

            at = next;
        }
    }

    /// <summary>Passes over a number.</summary>
    public byte* Number(byte* at, out bool whole)
    {
        whole = true;
        var start = at;
        at += *at == '-' ? 1 : 0;
        if (!IsDigit(*at))
        {
            return Stop(at == start ? JsonFault.Unexpected : JsonFault.BadNumber, at);
        }

        at = *at == '0' ? at + 1 : Digits(at);
        if (*at == '.')
        {
            whole = false;
            if (!IsDigit(*++at))
            {
                return Stop(JsonFault.BadNumber, at);
            }

            at = Digits(at);
        }

        if ((*at | 0x20) == 'e')
        {
            whole = false;
            at++;
            at += *at is (byte)'+' or (byte)'-' ? 1 : 0;
            if (!IsDigit(*at))
            {
                return Stop(JsonFault.BadNumber, at);
            }

            at = Digits(at);
        }

        return IsDigit(*at) ? Stop(JsonFault.BadNumber, at) : at;
    }

    /// <summary>Passes over <c>true</c>, <c>false</c> or <c>null</c>.</summary>
    public byte* Literal(byte* at)
    {
        var word = *at switch { (byte)'t' => "true"u8, (byte)'f' => "false"u8, _ => "null"u8 };
        var same = new ReadOnlySpan<byte>(at, word.Length).CommonPrefixLength(word);
        return same == word.Length ? at + same : Stop(JsonFault.Unexpected, at + same);
    }

    /// <summary>Notes what stopped the walk. Always null.</summary>
    public byte* Stop(JsonFault fault, byte* at)
    {
        Fault = at >= _end ? JsonFault.EndsEarly : fault;
        FaultAt = at >= _end ? _end : at;
        return null;
    }

    /// <summary>Notes how deep the caller has gone down.</summary>
    public void Enter()
    {
        Depth++;
        TooDeep |= Depth > MaxDepth;
    }

    private static byte* SpaceOn(byte* at)
    {
        while (*at is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            at++;
        }

        return at;
    }

    /// <summary>The next quote, backslash or control character. The padding's zeros are such.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* PlainText(byte* at)
    {
        while (true)
        {
            var text = Vector256.Load(at);
            var special = (Vector256.Equals(text, Vector256.Create((byte)'"'))
                | Vector256.Equals(text, Vector256.Create((byte)'\\'))
                | Vector256.LessThan(text, Vector256.Create((byte)' '))).ExtractMostSignificantBits();
            if (special != 0)
            {
                return at + BitOperations.TrailingZeroCount(special);
            }

            at += Vector256<byte>.Count;
        }
    }

    private static byte* Escape(byte* at) => at[1] switch
    {
        (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t' => at + 2,
        (byte)'u' when IsHex(at[2]) && IsHex(at[3]) && IsHex(at[4]) && IsHex(at[5]) => at + 6,
        _ => null,
    };

    private static byte* Digits(byte* at)
    {
        while (IsDigit(*at))
        {
            at++;
        }

        return at;
    }

    private static bool IsDigit(byte character) => unchecked((uint)(character - '0')) <= 9;

    private static bool IsHex(byte character) => char.IsAsciiHexDigit((char)character);

    /// <summary>
    /// Passes over an array or object with all that is in it. A loop with its own stack of one bit for each level, so that
    /// no depth can overflow the thread's stack.
    /// </summary>
    private byte* Container(byte* at)
    {
        var level = 0;
        var inObject = false;
        while (true)
        {
            // Here a value begins that is an array or an object.
            Push(level++, inObject);
            inObject = *at == '{';
            TooDeep |= Depth + level > MaxDepth;
            at = Space(at + 1);
            var closed = *at == (inObject ? '}' : ']');
            while (true)
            {
                if (!closed)
                {
                    at = inObject ? Name(at) : at;
                    if (at == null)
                    {
                        return null;
                    }

                    if (*at is (byte)'{' or (byte)'[')
                    {
                        break;
                    }

                    at = Skip(at);
                    if (at == null)
                    {
                        return null;
                    }

                    at = Space(at);
                }

                // Here a value has ended, or the array or object is empty.
                while (*at == (inObject ? '}' : ']'))
                {
                    at++;
                    if (--level == 0)
                    {
                        return at;
                    }

                    inObject = Pop(level);
                    at = Space(at);
                }

                if (*at != ',')
                {
                    return Stop(JsonFault.Unexpected, at);
                }

                at = Space(at + 1);
                closed = false;
            }
        }
    }

    private byte* Name(byte* at)
    {
        if (*at != '"')
        {
            return Stop(JsonFault.Unexpected, at);
        }

        at = String(at, out _);
        if (at == null)
        {
            return null;
        }

        at = Space(at);
        return *at == ':' ? Space(at + 1) : Stop(JsonFault.Unexpected, at);
    }

    private void Push(int level, bool inObject)
    {
        var word = level >> 6;
        if (word == _objects.Length)
        {
            Array.Resize(ref _objects, word * 2);
        }

        var bit = 1UL << (level & 63);
        _objects[word] = inObject ? _objects[word] | bit : _objects[word] & ~bit;
    }

    private bool Pop(int level) => (_objects[level >> 6] & (1UL << (level & 63))) != 0;
}
