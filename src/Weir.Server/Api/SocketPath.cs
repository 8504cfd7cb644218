using System.Text;

namespace Weir.Server.Api;

/// <summary>Where a running environment listens: <c>weir.sock</c> in its folder, or elsewhere when that path is too long.</summary>
internal static class SocketPath
{
    /// <summary>The longest path of a Unix domain socket that every system takes, in bytes (macOS has the least).</summary>
    private const int MaxBytes = 103;

    /// <summary>Chooses the path for a server, and removes what an earlier one left there.</summary>
    /// <remarks>
    /// Only the process that holds the environment's lock may call this. A path that is too long is replaced by one in a new
    /// private folder under the temporary folder, which <c>weir.sock.path</c> then tells.
    /// </remarks>
    /// <param name="environmentFolder">Such as <c>.weir/local</c>.</param>
    public static string Choose(string environmentFolder)
    {
        Clear(environmentFolder);
        var path = Usual(environmentFolder);
        if (Encoding.UTF8.GetByteCount(path) <= MaxBytes)
        {
            return path;
        }

        var elsewhere = Path.Combine(Directory.CreateTempSubdirectory("weir-").FullName, "weir.sock");
        File.WriteAllText(Note(environmentFolder), elsewhere);
        return elsewhere;
    }

    /// <summary>Where a server may listen; none when there is no trace of one.</summary>
    public static string? Find(string environmentFolder)
    {
        if (File.Exists(Usual(environmentFolder)))
        {
            return Usual(environmentFolder);
        }

        return File.Exists(Note(environmentFolder)) ? File.ReadAllText(Note(environmentFolder)) : null;
    }

    /// <summary>Removes the socket of a server that has ended.</summary>
    public static void Clear(string environmentFolder)
    {
        var note = Note(environmentFolder);
        if (File.Exists(note))
        {
            var elsewhere = File.ReadAllText(note);
            File.Delete(note);
            if (Path.GetFileName(elsewhere) == "weir.sock" && Path.GetDirectoryName(elsewhere) is { } folder && Directory.Exists(folder))
            {
                File.Delete(elsewhere);
                Directory.Delete(folder);
            }
        }

        try
        {
            File.Delete(Usual(environmentFolder));
        }
        catch (DirectoryNotFoundException)
        {
            // Somebody deleted the whole folder, and the socket with it.
        }
    }

    private static string Usual(string environmentFolder) => Path.Combine(Path.GetFullPath(environmentFolder), "weir.sock");

    private static string Note(string environmentFolder) => Usual(environmentFolder) + ".path";
}
