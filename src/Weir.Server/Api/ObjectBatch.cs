using System.Buffers.Binary;
using System.Text;

using Weir.Buckets;
using Weir.Failures;

namespace Weir.Server.Api;

/// <summary>
/// Many small objects in one request: for each the length of its name (4 bytes, little-endian), <c>bucket/key</c> in UTF-8,
/// the length of its content (4 bytes) and the content.
/// </summary>
internal static class ObjectBatch
{
    public const string ContentType = "application/vnd.weir.objects";

    /// <summary>Contents above this size travel alone.</summary>
    public const int LargestContent = 256 << 10;

    /// <summary>What one request may hold at the most, so that a server can take it into memory.</summary>
    public const int LargestBatch = 64 << 20;

    private const int LargestName = 64 + ObjectKey.MaxBytes;

    public static async Task WriteAsync(
        Stream to, ObjectName name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        await WriteAsync(to, Encoding.UTF8.GetBytes(name.ToString()), cancellationToken);
        await WriteAsync(to, content, cancellationToken);
    }

    /// <exception cref="RefusedException">WEIR7002: the body is not a batch.</exception>
    public static async Task<List<(ObjectName Name, byte[] Content)>> ReadAsync(Stream from, CancellationToken cancellationToken)
    {
        var objects = new List<(ObjectName, byte[])>();
        var total = 0L;
        while (await ReadPartAsync(from, LargestName, cancellationToken) is { } name)
        {
            var content = await ReadPartAsync(from, LargestBatch, cancellationToken) ?? throw Broken();
            total += content.Length;
            if (total > LargestBatch)
            {
                throw Broken();
            }

            objects.Add(Encoding.UTF8.GetString(name).Split('/', 2) is [var bucket, var key]
                ? (new ObjectName(bucket, key), content)
                : throw Broken());
        }

        return objects;
    }

    private static async Task WriteAsync(Stream to, ReadOnlyMemory<byte> part, CancellationToken cancellationToken)
    {
        var length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, part.Length);
        await to.WriteAsync(length, cancellationToken);
        await to.WriteAsync(part, cancellationToken);
    }

    private static async Task<byte[]?> ReadPartAsync(Stream from, int largest, CancellationToken cancellationToken)
    {
        var prefix = new byte[sizeof(int)];
        var read = await from.ReadAtLeastAsync(prefix, prefix.Length, throwOnEndOfStream: false, cancellationToken);
        if (read == 0)
        {
            return null;
        }

        var length = read == prefix.Length ? BinaryPrimitives.ReadInt32LittleEndian(prefix) : -1;
        if (length < 0 || length > largest)
        {
            throw Broken();
        }

        var part = new byte[length];
        return await from.ReadAtLeastAsync(part, length, throwOnEndOfStream: false, cancellationToken) == length
            ? part
            : throw Broken();
    }

    private static RefusedException Broken() => new(new Failure(
        "WEIR7002",
        "The request is not a batch of objects.",
        "Use the same version of weir on both sides; 'weir --version' shows it."));
}
