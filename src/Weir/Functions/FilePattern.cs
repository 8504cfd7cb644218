using System.Diagnostics.CodeAnalysis;

using Weir.Buckets;

namespace Weir.Functions;

/// <summary>A glob over the files of a folder. One that means a folder means all that is in it.</summary>
public sealed class FilePattern
{
    private readonly Glob _file;
    private readonly Glob _within;

    private FilePattern(string text, Glob file, Glob within) => (Text, _file, _within) = (text, file, within);

    /// <summary>The glob as it was written.</summary>
    public string Text { get; }

    /// <summary>Reads a glob, in which <c>*</c> stands for characters within a name and <c>**</c> for any.</summary>
    /// <param name="text">The glob, such as <c>tests/**</c>.</param>
    /// <param name="pattern">The pattern, when it is one.</param>
    /// <param name="mistake">Why it is none, as the end of a sentence that begins with the glob; empty otherwise.</param>
    public static bool TryParse(string text, [MaybeNullWhen(false)] out FilePattern pattern, out string mistake)
    {
        ArgumentNullException.ThrowIfNull(text);
        var folder = text.TrimEnd('/');
        pattern = Glob.Parse(folder, out mistake) is { } file && Glob.Parse(folder + "/**", out mistake) is { } within
            ? new FilePattern(text, file, within)
            : null;
        return pattern is not null;
    }

    /// <summary>Whether the glob means a file.</summary>
    /// <param name="path">The file, relative to the folder, with forward slashes.</param>
    public bool Matches(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return _file.IsMatch(path) || _within.IsMatch(path);
    }

    /// <summary>The glob as it was written.</summary>
    public override string ToString() => Text;
}
