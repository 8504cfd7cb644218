using System.Text;

namespace Weir.Server.Access;

/// <summary>A file of sections, in the manner of AWS's shared credentials, that only its owner may read: <c>.weir/local/credentials</c>.</summary>
/// <remarks>What somebody else wrote into it stays as it is.</remarks>
internal sealed class OwnersFile
{
    private readonly List<string> _lines;

    private OwnersFile(string path, List<string> lines) => (Path, _lines) = (path, lines);

    public string Path { get; }

    /// <summary>The sections in their order, each with its name and keys.</summary>
    public IEnumerable<(string Name, IReadOnlyDictionary<string, string> Keys)> Sections
    {
        get
        {
            var (name, keys) = ("", new Dictionary<string, string>(StringComparer.Ordinal));
            foreach (var line in _lines)
            {
                if (SectionOf(line) is { } next)
                {
                    yield return (name, keys);
                    (name, keys) = (next, new Dictionary<string, string>(StringComparer.Ordinal));
                }
                else if (KeyOf(line) is { } key)
                {
                    keys[key] = line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim();
                }
            }

            yield return (name, keys);
        }
    }

    /// <summary>Reads an environment's file; it need not be there.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static OwnersFile Open(string environmentFolder)
    {
        var path = System.IO.Path.Combine(environmentFolder, "credentials");
        return new OwnersFile(path, File.Exists(path) ? [.. File.ReadAllLines(path)] : []);
    }

    /// <summary>What a key of a section says; none when it says nothing.</summary>
    public string? Find(string section, string key) =>
        Sections.Where(found => found.Name == section).Select(found => found.Keys.GetValueOrDefault(key)).FirstOrDefault(value => value is { Length: > 0 });

    /// <summary>Puts a key into a section, which is made where there is none.</summary>
    /// <param name="section">The section.</param>
    /// <param name="key">The key; what it said before goes.</param>
    /// <param name="value">What it says.</param>
    /// <param name="about">A comment for a section that is made.</param>
    public void Set(string section, string key, string value, string? about = null)
    {
        var start = _lines.FindIndex(line => SectionOf(line) == section);
        if (start < 0)
        {
            if (about is not null)
            {
                _lines.Add($"# {about}");
            }

            start = _lines.Count;
            _lines.Add($"[{section}]");
        }

        var end = _lines.FindIndex(start + 1, line => SectionOf(line) is not null);
        var at = _lines.FindIndex(start, (end < 0 ? _lines.Count : end) - start, line => KeyOf(line) == key);
        if (at < 0)
        {
            _lines.Insert(start + 1, $"{key} = {value}");
        }
        else
        {
            _lines[at] = $"{key} = {value}";
        }
    }

    /// <summary>Takes a section away, with the comments right above it.</summary>
    public void Remove(string section)
    {
        var start = _lines.FindIndex(line => SectionOf(line) == section);
        if (start < 0)
        {
            return;
        }

        var end = _lines.FindIndex(start + 1, line => SectionOf(line) is not null);
        end = end < 0 ? _lines.Count : end;
        while (start > 0 && _lines[start - 1].TrimStart() is ['#', ..])
        {
            start--;
        }

        // The comments of the section that follows are its own.
        while (end < _lines.Count && end > start + 1 && _lines[end - 1].TrimStart() is ['#', ..])
        {
            end--;
        }

        _lines.RemoveRange(start, end - start);
    }

    /// <summary>Writes the file, for its owner only.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public void Save()
    {
        var unfinished = Path + ".new";
        File.Delete(unfinished);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(unfinished, options))
        {
            file.Write(Encoding.UTF8.GetBytes(string.Join('\n', _lines) + "\n"));
        }

        File.Move(unfinished, Path, overwrite: true);
    }

    private static string? SectionOf(string line) => line.Trim() is ['[', .. var name] ? name.Split(']')[0].Trim() : null;

    private static string? KeyOf(string line) =>
        line.TrimStart() is not ['#' or ';', ..] && line.Split('=', 2) is [var key, _] ? key.Trim() : null;
}
