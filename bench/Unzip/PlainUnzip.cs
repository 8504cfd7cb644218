using System.Diagnostics;
using System.IO.Compression;

namespace Weir.Bench.Unzip;

/// <summary>What .NET brings to extract a zip, with the files made durable afterwards.</summary>
internal static class PlainUnzip
{
    /// <summary>Extracts all entries of a zip.</summary>
    /// <param name="folder">An empty folder.</param>
    /// <param name="zip">The archive.</param>
    /// <param name="durable">Whether every file is to be on the disk at the end.</param>
    /// <returns>Seconds.</returns>
    public static double Run(string folder, string zip, bool durable)
    {
        var watch = Stopwatch.StartNew();
        ZipFile.ExtractToDirectory(zip, folder);
        if (durable)
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            {
                using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite);
                RandomAccess.FlushToDisk(handle);
            }
        }

        return watch.Elapsed.TotalSeconds;
    }
}
