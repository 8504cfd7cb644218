using System.Security.Cryptography;
using System.Text;

namespace Weir.Server.S3.Signing;

/// <summary>Checks the signatures of a body's chunks: each signs the one before it, the first the request's own.</summary>
internal sealed class ChunkSigner : IDisposable
{
    private static readonly string NothingHash = Convert.ToHexStringLower(SHA256.HashData([]));

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Authorization _authorization;
    private readonly byte[] _key;
    private string _previous;

    public ChunkSigner(Authorization authorization, byte[] key) =>
        (_authorization, _key, _previous) = (authorization, key, authorization.Signature);

    /// <summary>Takes in more of the chunk, or of the trailer, that is checked next.</summary>
    public void Append(ReadOnlySpan<byte> bytes) => _hash.AppendData(bytes);

    public bool IsChunkSignedBy(string signature) =>
        IsSignedBy(signature, "AWS4-HMAC-SHA256-PAYLOAD", $"{_previous}\n{NothingHash}");

    public bool IsTrailerSignedBy(string signature) => IsSignedBy(signature, "AWS4-HMAC-SHA256-TRAILER", _previous);

    public void Dispose() => _hash.Dispose();

    private bool IsSignedBy(string signature, string algorithm, string before)
    {
        Span<byte> hash = stackalloc byte[32];
        _hash.GetHashAndReset(hash);
        var text = $"{algorithm}\n{_authorization.Stamp}\n{_authorization.Scope}\n{before}\n{Convert.ToHexStringLower(hash)}";
        Span<byte> expected = stackalloc byte[32];
        HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes(text), expected);
        _previous = Convert.ToHexStringLower(expected);
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(_previous), Encoding.Latin1.GetBytes(signature));
    }
}
