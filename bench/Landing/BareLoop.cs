using System.Globalization;

namespace Weir.Bench.Landing;

/// <summary>The least that makes a file durable under its name: create, write, fsync, rename.</summary>
internal static class BareLoop
{
    /// <param name="folder">An empty folder.</param>
    /// <param name="contents">What to write, one file each.</param>
    /// <param name="atATime">How many loops run beside each other.</param>
    public static async Task WriteAsync(string folder, IReadOnlyList<byte[]> contents, int atATime)
    {
        var unfinished = Directory.CreateDirectory(Path.Combine(folder, "unfinished")).FullName;
        var finished = Directory.CreateDirectory(Path.Combine(folder, "finished")).FullName;
        await Task.WhenAll(Enumerable.Range(0, atATime).Select(first => Task.Run(() =>
        {
            for (var index = first; index < contents.Count; index += atATime)
            {
                Write(unfinished, finished, index, contents[index]);
            }
        })));
    }

    private static void Write(string unfinished, string finished, int index, byte[] content)
    {
        var name = index.ToString("D7", CultureInfo.InvariantCulture);
        var path = Path.Combine(unfinished, name);
        using (var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
        {
            RandomAccess.Write(file, content, 0);
            RandomAccess.FlushToDisk(file);
        }

        // With "overwrite" this is one rename; without, .NET makes a link and removes the old name.
        File.Move(path, Path.Combine(finished, name), overwrite: true);
    }
}
