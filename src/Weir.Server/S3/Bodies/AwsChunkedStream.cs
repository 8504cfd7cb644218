using System.Globalization;
using System.Text;

using Weir.Server.S3.Errors;
using Weir.Server.S3.Signing;

namespace Weir.Server.S3.Bodies;

/// <summary>
/// The content of a body in <c>aws-chunked</c> pieces: <c>SIZE[;chunk-signature=…]</c>, the bytes, an empty piece, then trailers.
/// Each piece's signature is checked before the next one is read.
/// </summary>
/// <param name="body">What comes over the wire.</param>
/// <param name="length">How long the content is said to be.</param>
/// <param name="signer">Checks the pieces' signatures; none when they are not signed.</param>
/// <param name="hasTrailer">Whether headers follow the content.</param>
internal sealed class AwsChunkedStream(Stream body, long length, ChunkSigner? signer, bool hasTrailer) : ReadingStream
{
    private const int LongestLine = 4 * 1024;
    private const int MostTrailers = 16;
    private const string SignatureMark = ";chunk-signature=";
    private const string TrailerSignature = "x-amz-trailer-signature";

    private readonly byte[] _buffer = new byte[16 * 1024];
    private readonly Dictionary<string, string> _trailers = new(StringComparer.OrdinalIgnoreCase);
    private int _start;
    private int _end;
    private long _left;
    private long _read;
    private string _signature = "";
    private bool _isWithinChunk;
    private bool _isOver;

    /// <summary>What followed the content, once it was read to its end.</summary>
    public IReadOnlyDictionary<string, string> Trailers => _trailers;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_left == 0 && !_isOver)
        {
            await BeginChunkAsync(cancellationToken);
        }

        if (_isOver || buffer.IsEmpty)
        {
            return 0;
        }

        var room = buffer[..(int)Math.Min(buffer.Length, _left)];
        int count;
        if (_start < _end)
        {
            count = Math.Min(room.Length, _end - _start);
            _buffer.AsMemory(_start, count).CopyTo(room);
            _start += count;
        }
        else
        {
            count = await body.ReadAsync(room, cancellationToken);
            if (count == 0)
            {
                throw CutOff();
            }
        }

        signer?.Append(room.Span[..count]);
        _left -= count;
        _read += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            signer?.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task BeginChunkAsync(CancellationToken cancellationToken)
    {
        if (_isWithinChunk)
        {
            await ExpectEmptyLineAsync(cancellationToken);
            CheckChunk();
        }

        var line = await ReadLineAsync(cancellationToken);
        var semicolon = line.IndexOf(';', StringComparison.Ordinal);
        var digits = semicolon < 0 ? line : line[..semicolon];
        if (!long.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _left) || _left < 0 || digits.Length > 15)
        {
            throw Malformed($"'{(line.Length > 40 ? line[..40] : line)}' does not begin a chunk");
        }

        if (signer is not null)
        {
            _signature = semicolon >= 0 && line.AsSpan(semicolon).StartsWith(SignatureMark, StringComparison.Ordinal)
                ? line[(semicolon + SignatureMark.Length)..]
                : throw Malformed("a chunk is not signed");
        }

        if (_left > length - _read)
        {
            throw Malformed("it is longer than x-amz-decoded-content-length says");
        }

        _isWithinChunk = true;
        if (_left == 0)
        {
            await EndAsync(cancellationToken);
        }
    }

    private async Task EndAsync(CancellationToken cancellationToken)
    {
        if (_read != length)
        {
            throw Malformed("it is shorter than x-amz-decoded-content-length says");
        }

        CheckChunk();
        if (hasTrailer)
        {
            await ReadTrailersAsync(cancellationToken);
        }
        else
        {
            await ExpectEmptyLineAsync(cancellationToken);
        }

        if (_start < _end || await body.ReadAsync(_buffer, cancellationToken) > 0)
        {
            throw Malformed("something follows its end");
        }

        _isOver = true;
    }

    private async Task ReadTrailersAsync(CancellationToken cancellationToken)
    {
        string? signature = null;
        for (var count = 0; await ReadLineAsync(cancellationToken, mayEnd: true) is { Length: > 0 } line; count++)
        {
            if (count == MostTrailers || line.Split(':', 2) is not [{ Length: > 0 } name, var value])
            {
                throw Malformed("what follows the content is not a few headers");
            }

            if (name.Equals(TrailerSignature, StringComparison.OrdinalIgnoreCase))
            {
                signature = value.Trim();
            }
            else if (signature is null && _trailers.TryAdd(name.Trim(), value.Trim()))
            {
                signer?.Append(Encoding.Latin1.GetBytes($"{name.Trim().ToLowerInvariant()}:{value.Trim()}\n"));
            }
            else
            {
                throw Malformed("a trailer is there twice, or follows the signature");
            }
        }

        if (signer?.IsTrailerSignedBy(signature ?? "") == false)
        {
            throw WrongSignature();
        }
    }

    private void CheckChunk()
    {
        if (signer?.IsChunkSignedBy(_signature) == false)
        {
            throw WrongSignature();
        }
    }

    private async Task ExpectEmptyLineAsync(CancellationToken cancellationToken)
    {
        if (await ReadUntrimmedAsync(mayEnd: false, cancellationToken) != "\r")
        {
            throw Malformed("a chunk does not end where it says");
        }
    }

    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="mayEnd">Whether the body may end here, which then counts as an empty line.</param>
    private async Task<string> ReadLineAsync(CancellationToken cancellationToken, bool mayEnd = false)
    {
        var line = await ReadUntrimmedAsync(mayEnd, cancellationToken);
        return line is [.., '\r'] ? line[..^1] : line;
    }

    private async Task<string> ReadUntrimmedAsync(bool mayEnd, CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (true)
        {
            var found = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            var count = found < 0 ? _end - _start : found;
            line.Append(Encoding.Latin1.GetString(_buffer, _start, count));
            _start += found < 0 ? count : count + 1;
            if (line.Length > LongestLine)
            {
                throw Malformed("a line does not end");
            }

            if (found >= 0)
            {
                return line.ToString();
            }

            (_start, _end) = (0, await body.ReadAsync(_buffer, cancellationToken));
            if (_end == 0)
            {
                return mayEnd && line.Length == 0 ? "" : throw CutOff();
            }
        }
    }

    private static S3Exception CutOff() => S3Errors.IncompleteBody("The body ends before its last chunk does.");

    private static S3Exception Malformed(string why) => S3Errors.InvalidRequest($"The body is not well-formed aws-chunked content: {why}.");

    private static S3Exception WrongSignature() => new(403, "SignatureDoesNotMatch",
        "The signature of a chunk of the body is not the one that was calculated for it.");
}
