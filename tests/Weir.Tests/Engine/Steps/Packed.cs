using System.IO.Compression;

namespace Weir.Tests.Engine.Steps;

/// <summary>Packs with the base library.</summary>
internal static class Packed
{
    public static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }
}
