namespace Weir.Project;

/// <summary>Where something stands in a user's file.</summary>
/// <param name="File">The file, relative to the project's folder, with forward slashes.</param>
/// <param name="Line">Counted from one.</param>
/// <param name="Column">Counted from one, in characters.</param>
internal readonly record struct Place(string File, int Line, int Column)
{
    /// <summary>The first character of a file, for mistakes of the file as a whole.</summary>
    public static Place StartOf(string file) => new(file, 1, 1);

    /// <summary><c>file:line</c>, as a message names another place.</summary>
    public override string ToString() => $"{File}:{Line}";
}
