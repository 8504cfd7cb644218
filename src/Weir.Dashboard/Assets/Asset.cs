using System.IO.Compression;
using System.Security.Cryptography;

namespace Weir.Dashboard.Assets;

/// <summary>A file that pages load, out of the assembly. It is read and compressed when it is first asked for.</summary>
internal sealed class Asset
{
    private readonly Lazy<byte[]> _content;
    private readonly Lazy<string> _version;
    private readonly Lazy<byte[]> _brotli;
    private readonly Lazy<byte[]> _gzip;

    private Asset(string name, string type)
    {
        (Name, Type) = (name, type);
        _content = new Lazy<byte[]>(Read);
        _version = new Lazy<string>(() => Convert.ToHexStringLower(SHA256.HashData(Content))[..16]);
        _brotli = new Lazy<byte[]>(() => Compress(to => new BrotliStream(to, CompressionLevel.Optimal)));
        _gzip = new Lazy<byte[]>(() => Compress(to => new GZipStream(to, CompressionLevel.SmallestSize)));
    }

    public static Asset Style { get; } = new("weir.css", "text/css; charset=utf-8");

    public static Asset Script { get; } = new("weir.js", "text/javascript; charset=utf-8");

    public static Asset Mark { get; } = new("mark.svg", "image/svg+xml");

    public static IReadOnlyList<Asset> All { get; } = [Style, Script, Mark];

    public string Name { get; }

    public string Type { get; }

    /// <summary>The hash of what is in it.</summary>
    public string Version => _version.Value;

    /// <summary>Where pages find it: the address changes with the content, so that it may be kept for ever.</summary>
    public string Url => $"/assets/{Name}?v={Version}";

    public byte[] Content => _content.Value;

    /// <summary>The content as somebody takes it.</summary>
    /// <param name="accepted">The header <c>Accept-Encoding</c>.</param>
    public (byte[] Bytes, string? Encoding) For(string accepted) =>
        accepted.Contains("br", StringComparison.OrdinalIgnoreCase) ? (_brotli.Value, "br")
        : accepted.Contains("gzip", StringComparison.OrdinalIgnoreCase) ? (_gzip.Value, "gzip")
        : (Content, null);

    private byte[] Read()
    {
        using var from = typeof(Asset).Assembly.GetManifestResourceStream($"Weir.Dashboard.{Name}")!;
        var content = new byte[from.Length];
        from.ReadExactly(content);
        return content;
    }

    private byte[] Compress(Func<Stream, Stream> with)
    {
        using var to = new MemoryStream();
        using (var compressing = with(to))
        {
            compressing.Write(Content);
        }

        return to.ToArray();
    }
}
