using System.Globalization;
using System.Text;

using Weir.Buckets;

namespace Weir.Local.Objects;

/// <summary>
/// Remembers over a crash which contents got a place and had not landed, or were forgotten and not deleted yet, so that nobody
/// has to look at all of them.
/// </summary>
/// <remarks>
/// A line is written before a content is renamed or forgotten, another when it has landed or is deleted; none is waited for, so
/// what a power cut takes of the log costs disk space at the most. The log only says where to look: what the index names is
/// never an orphan. It begins with the greatest version that had landed, by which an index is told that is older than the log.
/// </remarks>
internal sealed class PlacementLog : IDisposable
{
    /// <summary>Bytes at which the lines of what is settled are dropped.</summary>
    private const int Most = 1 << 20;

    /// <summary>Begins the lines of what is to be placed, and of what has landed since.</summary>
    private static readonly (char Open, char Settled) PlacingMarks = ('+', '-');

    /// <summary>The same of what is to be deleted: a version has both, and the word that it landed may come late.</summary>
    private static readonly (char Open, char Settled) DeletingMarks = ('?', 'x');

    private readonly string _path;
    private readonly Lock _gate = new();
    private readonly Dictionary<(char Kind, long Version), string> _open = [];
    private FileStream? _file;
    private long _landed;

    /// <param name="path">The file. What it says of an earlier process is forgotten.</param>
    /// <param name="landed">The greatest version that has landed.</param>
    public PlacementLog(string path, long landed)
    {
        (_path, _landed) = (path, landed);
        Quietly(() => File.Delete(path));
    }

    /// <summary>What a log says is not settled, and the greatest version of which it says that it landed.</summary>
    public static (long Landed, IReadOnlyCollection<Placement> Placements) Read(string path)
    {
        string text;
        try
        {
            text = File.Exists(path) ? File.ReadAllText(path) : "";
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return (0, []);
        }

        // The last piece is what follows the last line's end: nothing, or a line that was not written whole.
        var lines = text.Split('\n')[..^1];
        var greatest = lines.Length > 0 ? Number(lines[0]) ?? 0 : 0;
        var open = new List<((char Kind, long Version) Id, Placement Placement)>();
        var settled = new HashSet<(char Kind, long Version)>();
        foreach (var line in lines.Skip(1))
        {
            switch (line.Split('\t'))
            {
                case [{ Length: 1 } kind, var version, var bucket, var key, { Length: > 0 } location]
                    when (kind[0] == PlacingMarks.Open || kind[0] == DeletingMarks.Open) && Number(version) is { } number:
                    open.Add(((kind[0], number), new Placement(new ObjectName(bucket, Uri.UnescapeDataString(key)), location)));
                    break;
                case [{ Length: 1 } kind, .. var versions] when kind[0] == PlacingMarks.Settled || kind[0] == DeletingMarks.Settled:
                    var numbers = versions.Select(Number).OfType<long>().ToList();
                    settled.UnionWith(numbers.Select(number => (kind[0] == PlacingMarks.Settled ? PlacingMarks.Open : DeletingMarks.Open, number)));
                    greatest = Math.Max(greatest, numbers.DefaultIfEmpty().Max());
                    break;
            }
        }

        return (greatest, [.. open.Where(one => !settled.Contains(one.Id)).Select(one => one.Placement)]);
    }

    /// <summary>Notes where a content is about to be placed.</summary>
    /// <exception cref="IOException">The disk refused: it must not be placed.</exception>
    public void Placing(long version, ObjectName name, string location) => Note(PlacingMarks.Open, version, name, location);

    /// <summary>Notes that contents have landed.</summary>
    public void Landed(IEnumerable<long> versions) => Settle(PlacingMarks, versions);

    /// <summary>Notes a content that is about to be forgotten, then deleted.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public void Deleting(long version, ObjectName name, string location) => Note(DeletingMarks.Open, version, name, location);

    /// <summary>Notes that contents were deleted.</summary>
    public void Deleted(IEnumerable<long> versions) => Settle(DeletingMarks, versions);

    /// <summary>Closes the log, and removes it when all has landed.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _file?.Dispose();
            if (_open.Count == 0)
            {
                Quietly(() => File.Delete(_path));
            }
        }
    }

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static void Write(FileStream file, string text) => file.Write(Encoding.UTF8.GetBytes(text));

    private static void Quietly(Action act)
    {
        try
        {
            act();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // The log then says too much, which costs the next start some time.
        }
    }

    private void Note(char kind, long version, ObjectName name, string location)
    {
        var line = string.Create(
            CultureInfo.InvariantCulture, $"{kind}\t{version}\t{name.Bucket}\t{Uri.EscapeDataString(name.Key)}\t{location}\n");
        lock (_gate)
        {
            if (_file?.Length > Most)
            {
                Compact();
            }

            _file ??= Begin(_path);
            _open[(kind, version)] = line;
            Write(_file, line);
        }
    }

    private void Settle((char Open, char Settled) kind, IEnumerable<long> versions)
    {
        lock (_gate)
        {
            var line = new StringBuilder().Append(kind.Settled);
            foreach (var version in versions)
            {
                // What is deleted had landed.
                _landed = Math.Max(_landed, version);
                if (_open.Remove((kind.Open, version)))
                {
                    line.Append(CultureInfo.InvariantCulture, $"\t{version}");
                }
            }

            if (line.Length > 1 && _file is { } file)
            {
                Quietly(() => Write(file, line.Append('\n').ToString()));
            }
        }
    }

    private void Compact() => Quietly(() =>
    {
        var unfinished = _path + ".new";
        var begun = Begin(unfinished);
        try
        {
            Write(begun, string.Concat(_open.Values));
            File.Move(unfinished, _path, overwrite: true);
        }
        catch
        {
            begun.Dispose();
            throw;
        }

        _file?.Dispose();
        _file = begun;
    });

    private FileStream Begin(string path)
    {
        var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read | FileShare.Delete, 0);
        Write(file, string.Create(CultureInfo.InvariantCulture, $"{_landed}\n"));
        return file;
    }
}
