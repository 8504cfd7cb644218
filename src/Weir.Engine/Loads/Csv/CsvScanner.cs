using System.Numerics;
using System.Runtime.Intrinsics;

using Weir.Engine.Loads.Values;

namespace Weir.Engine.Loads.Csv;

/// <summary>Takes CSV records apart, by RFC 4180. The text lies in memory that goes on for 32 bytes behind its end.</summary>
internal static unsafe class CsvScanner
{
    /// <summary>Takes one record apart.</summary>
    /// <param name="at">Where it begins.</param>
    /// <param name="end">Where the text ends.</param>
    /// <param name="dialect">How it is written.</param>
    /// <param name="fields">Takes as many fields as it has room for.</param>
    /// <param name="count">How many fields there are.</param>
    /// <param name="fault">What is wrong with the record.</param>
    /// <returns>Where the next record begins.</returns>
    public static byte* Record(
        byte* at, byte* end, CsvDialect dialect, Span<Token> fields, out int count, out CsvFault fault)
    {
        var (delimiter, quote, lineBreak) = (dialect.Delimiter, dialect.Quote, dialect.LineBreak);
        count = 0;
        fault = CsvFault.None;
        while (true)
        {
            Token field;
            if (at < end && *at == quote && dialect.HasQuote)
            {
                at = Quoted(at + 1, end, dialect, out field, ref fault);
                var rest = Plain(at, end, delimiter, lineBreak);
                fault = rest == at || IsReturn(at, rest, end) || fault != CsvFault.None ? fault : CsvFault.TextAfterQuote;
                at = rest;
            }
            else
            {
                var kind = TokenKind.Field;
                var stop = dialect.HasEscape ? Escaped(at, end, dialect, ref kind) : Plain(at, end, delimiter, lineBreak);
                var isLast = stop == end || *stop == lineBreak;
                var last = isLast && stop > at && stop[-1] == '\r' ? stop - 1 : stop;
                field = Token.Between(last == at ? TokenKind.Null : kind, at, last);
                at = stop;
            }

            if (count < fields.Length)
            {
                fields[count] = field;
            }

            count++;
            if (at == end || *at == lineBreak)
            {
                return at == end ? end : at + 1;
            }

            at++;
        }
    }

    private static bool IsReturn(byte* at, byte* stop, byte* end) =>
        stop - at == 1 && *at == '\r' && (stop == end || *stop == '\n');

    /// <summary>The next delimiter or line break, or the end.</summary>
    private static byte* Plain(byte* at, byte* end, byte delimiter, byte lineBreak)
    {
        while (at < end)
        {
            var text = Vector256.Load(at);
            var special = (Vector256.Equals(text, Vector256.Create(delimiter))
                | Vector256.Equals(text, Vector256.Create(lineBreak))).ExtractMostSignificantBits();
            if (special != 0)
            {
                at += BitOperations.TrailingZeroCount(special);
                return at < end ? at : end;
            }

            at += Vector256<byte>.Count;
        }

        return end;
    }

    /// <summary>The next delimiter or line break that is not escaped, or the end.</summary>
    private static byte* Escaped(byte* at, byte* end, CsvDialect dialect, ref TokenKind kind)
    {
        while (at < end)
        {
            var next = new ReadOnlySpan<byte>(at, (int)(end - at)).IndexOfAny(dialect.Delimiter, dialect.LineBreak, dialect.Escape);
            if (next < 0)
            {
                return end;
            }

            at += next;
            if (*at != dialect.Escape)
            {
                return at;
            }

            kind = TokenKind.EscapedField;
            at += 2;
        }

        return end;
    }

    /// <summary>Reads on to behind the quote that closes a field.</summary>
    private static byte* Quoted(byte* start, byte* end, CsvDialect dialect, out Token field, ref CsvFault fault)
    {
        var at = start;
        var kind = TokenKind.Field;
        while (true)
        {
            var next = at < end ? new ReadOnlySpan<byte>(at, (int)(end - at)).IndexOfAny(dialect.Quote, dialect.Escape) : -1;
            if (next < 0)
            {
                field = Token.Between(kind, start, end);
                fault = CsvFault.Unterminated;
                return end;
            }

            at += next;
            if ((dialect.HasEscape && *at == dialect.Escape) || (at + 1 < end && at[1] == dialect.Quote))
            {
                kind = TokenKind.EscapedField;
                at += 2;
                continue;
            }

            field = Token.Between(kind, start, at);
            return at + 1;
        }
    }
}
