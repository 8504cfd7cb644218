using System.Globalization;

namespace Weir.Bench.Measuring;

/// <summary>
/// Where a bench works. The inputs are made once and kept from one call to the next; everything else goes into fresh
/// folders that are removed at the very end, because ext4 makes new files up to 24 times slower after mass deletes.
/// </summary>
internal sealed class Workspace : IDisposable
{
    private readonly string _root;
    private readonly string _turns;
    private int _folders;

    public Workspace(string root, TimeProvider time)
    {
        _root = root;
        _turns = Path.Combine(root, time.GetUtcNow().ToString("'turns-'yyyyMMdd'-'HHmmssfff", CultureInfo.InvariantCulture));
        Directory.CreateDirectory(_turns);
    }

    /// <summary>An empty folder that nobody used before.</summary>
    public string FreshFolder() => Directory.CreateDirectory(Path.Combine(_turns, $"{_folders++:D4}")).FullName;

    /// <summary>Inputs by name; made by the first call that asks for them.</summary>
    /// <param name="name">Names what is made and how large: the same name stands for the same bytes.</param>
    /// <param name="make">Makes them under the path it is given.</param>
    public string Input(string name, Action<string> make)
    {
        var path = Path.Combine(_root, "inputs", name);
        if (Path.Exists(path))
        {
            return path;
        }

        Progress.Say($"  making {name}");
        var unfinished = path + ".unfinished";
        if (Directory.Exists(unfinished))
        {
            Directory.Delete(unfinished, recursive: true);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        make(unfinished);
        Directory.Move(unfinished, path);
        return path;
    }

    public void Dispose() => Directory.Delete(_turns, recursive: true);
}
