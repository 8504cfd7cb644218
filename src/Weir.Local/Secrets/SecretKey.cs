using System.Security.Cryptography;
using System.Text;

namespace Weir.Local.Secrets;

/// <summary>A key of 256 bits, and what may be told of it.</summary>
internal sealed class SecretKey
{
    /// <summary>What a written key begins with, so that one that was committed is found.</summary>
    private const string Prefix = "weirkey_";

    private const int Bytes = 32;
    private const int Nonce = 12;
    private const int Tag = 16;

    private readonly byte[] _bytes;

    private SecretKey(byte[] bytes)
    {
        _bytes = bytes;
        Id = Convert.ToHexStringLower(HMACSHA256.HashData(bytes, "weir-secrets key id"u8).AsSpan(0, 8));
    }

    /// <summary>Tells one key from another and nothing of either.</summary>
    public string Id { get; }

    /// <summary>A new one.</summary>
    public static SecretKey Random() => new(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>Reads a key as it is written: 32 bytes in base64, with the prefix or without.</summary>
    /// <returns>None when it is no key.</returns>
    public static SecretKey? Parse(string text)
    {
        var bytes = new byte[Bytes + 3];
        var base64 = text.Trim();
        base64 = base64.StartsWith(Prefix, StringComparison.Ordinal) ? base64[Prefix.Length..] : base64;
        return Convert.TryFromBase64String(base64, bytes, out var length) && length == Bytes ? new SecretKey(bytes[..Bytes]) : null;
    }

    /// <summary>The key itself, as it is written.</summary>
    public string Write() => Prefix + Convert.ToBase64String(_bytes);

    /// <summary>Encrypts a value under a label, with a nonce of its own.</summary>
    /// <returns>The nonce, the tag and what was encrypted.</returns>
    public byte[] Seal(string value, string label)
    {
        var plain = Encoding.UTF8.GetBytes(value);
        var bytes = new byte[Nonce + Tag + plain.Length];
        RandomNumberGenerator.Fill(bytes.AsSpan(0, Nonce));
        using var aes = new AesGcm(_bytes, Tag);
        aes.Encrypt(bytes.AsSpan(0, Nonce), plain, bytes.AsSpan(Nonce + Tag), bytes.AsSpan(Nonce, Tag), Encoding.UTF8.GetBytes(label));
        CryptographicOperations.ZeroMemory(plain);
        return bytes;
    }

    /// <summary>Decrypts what was encrypted under this label.</summary>
    /// <returns>None when it was encrypted with another key or label, or was changed since.</returns>
    public string? Open(ReadOnlySpan<byte> bytes, string label)
    {
        if (bytes.Length < Nonce + Tag)
        {
            return null;
        }

        var plain = new byte[bytes.Length - Nonce - Tag];
        using var aes = new AesGcm(_bytes, Tag);
        try
        {
            aes.Decrypt(bytes[..Nonce], bytes[(Nonce + Tag)..], bytes.Slice(Nonce, Tag), plain, Encoding.UTF8.GetBytes(label));
            return Encoding.UTF8.GetString(plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
