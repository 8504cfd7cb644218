using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

using Weir.Buckets;

namespace Weir.Local.Warehouses;

/// <summary>What a file is known by in the ledger: a hash of the table and either the content or the version.</summary>
internal static class FileIdentity
{
    /// <summary>Table, name and ETag: the same content under the same name is the same file, however often it lands.</summary>
    public static Guid OfContent(string table, StoredObject file) => Hash("content", table, file, file.ETag);

    /// <summary>Table, name, version and ETag: this one landing. It ends the redelivery of a file that could not be loaded.</summary>
    public static Guid OfVersion(string table, StoredObject file) => Hash(
        "version", table, file, string.Create(CultureInfo.InvariantCulture, $"{file.Version} {file.ETag}"));

    private static Guid Hash(string kind, string table, StoredObject file, string detail)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (var part in (ReadOnlySpan<string>)[kind, table, file.Name.Bucket, file.Name.Key, detail])
        {
            // Lengths keep the parts apart: no two different lists of parts hash the same bytes.
            var bytes = Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(digest);
        return new Guid(digest[..16]);
    }
}
