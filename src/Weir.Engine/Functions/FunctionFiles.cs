namespace Weir.Engine.Functions;

/// <summary>The files of an invocation: one that goes in, and those that come out.</summary>
internal sealed record FunctionFiles
{
    /// <summary>What goes in is called; none when nothing does.</summary>
    public string? InputName { get; init; }

    /// <summary>The content of what goes in.</summary>
    public Func<Stream> OpenInput { get; init; } = () => Stream.Null;

    /// <summary>
    /// Takes a file that the function left, by its path within the folder for them, with forward slashes. Called only when the function
    /// did its work. None when files are not wanted.
    /// </summary>
    public Func<string, Stream, CancellationToken, Task>? TakeAsync { get; init; }
}
