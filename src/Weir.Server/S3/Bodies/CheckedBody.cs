using System.Security.Cryptography;

using Weir.Server.S3.Checksums;
using Weir.Server.S3.Errors;

namespace Weir.Server.S3.Bodies;

/// <summary>A request's content, held against everything that its sender says of it. Its end is not reached otherwise.</summary>
internal sealed class CheckedBody : ReadingStream
{
    private readonly Stream _content;
    private readonly BodyClaims _claims;
    private readonly IncrementalHash? _sha256;
    private readonly IncrementalHash? _md5;
    private readonly RunningChecksum? _sum;
    private long _read;
    private bool _isOver;

    /// <param name="content">The content; disposed with this.</param>
    /// <param name="claims">What its sender says of it.</param>
    public CheckedBody(Stream content, BodyClaims claims)
    {
        (_content, _claims) = (content, claims);
        _sha256 = claims.Sha256 is null ? null : IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
#pragma warning disable CA5351 // Content-MD5 is an MD5: it finds what was damaged on the way.
        _md5 = claims.Md5 is null ? null : IncrementalHash.CreateHash(HashAlgorithmName.MD5);
#pragma warning restore CA5351
        _sum = claims.Algorithm is { } algorithm ? new RunningChecksum(algorithm) : null;
    }

    /// <summary>The checksum that is made of it; none when none was asked for.</summary>
    public ChecksumAlgorithm? Algorithm => _claims.Algorithm;

    /// <summary>The checksum of the content, once it was read to its end; none when none was asked for.</summary>
    public Checksum? Sum { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_isOver || buffer.IsEmpty)
        {
            return 0;
        }

        var count = await _content.ReadAsync(buffer, cancellationToken);
        if (count == 0)
        {
            _isOver = true;
            _claims.Ended?.Invoke();
            Check();
            return 0;
        }

        _read += count;
        if (_read > _claims.Most)
        {
            throw S3Errors.EntityTooLarge(_claims.Most);
        }

        var bytes = buffer.Span[..count];
        _sha256?.AppendData(bytes);
        _md5?.AppendData(bytes);
        _sum?.Append(bytes);
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
            _sha256?.Dispose();
            _md5?.Dispose();
            _sum?.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Check()
    {
        if (_claims.Length is { } length && length != _read)
        {
            throw S3Errors.IncompleteBody("You did not provide the number of bytes specified by the Content-Length HTTP header.");
        }

        if (_sha256 is not null && !_sha256.GetHashAndReset().AsSpan().SequenceEqual(_claims.Sha256))
        {
            throw S3Errors.HashMismatch();
        }

        if (_md5 is not null && !_md5.GetHashAndReset().AsSpan().SequenceEqual(_claims.Md5))
        {
            throw S3Errors.BadDigest("Content-MD5");
        }

        Sum = _sum?.End();
        if (Sum is not null && _claims.ExpectedSum(_content) is { } expected && expected != Sum.Value)
        {
            throw S3Errors.BadDigest(ChecksumNames.NameOf(Sum.Algorithm));
        }
    }
}
