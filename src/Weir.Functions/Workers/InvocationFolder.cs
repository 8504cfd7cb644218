using System.Text;
using System.Text.Json;

using Weir.Engine.Functions;
using Weir.Functions.Processes;

namespace Weir.Functions.Workers;

/// <summary>The files of one invocation, in a folder that goes when it is over. The function is told of them by its client context.</summary>
internal sealed class InvocationFolder : IDisposable
{
    /// <summary>The longest name of a file, in bytes.</summary>
    private const int LongestName = 255;

    /// <summary>What is a link stays where it is: nobody knows where it leads.</summary>
    private static readonly EnumerationOptions FilesAlone = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
        IgnoreInaccessible = false,
    };

    private readonly string _folder;
    private readonly string _to;
    private readonly FunctionFiles _files;

    private InvocationFolder(string folder, FunctionFiles files)
    {
        (_folder, _to, _files) = (folder, Path.Combine(folder, "to"), files);
        var from = files.InputName is { } name ? Path.Combine(folder, "from", FileNameOf(name)) : null;
        From = from;
        ClientContext = JsonSerializer.Serialize(
            new ClientContext(new ClientContext.Files(from, To)), ClientContextJson.Default.ClientContext);
    }

    /// <summary>What the function is told.</summary>
    public string ClientContext { get; }

    /// <summary>The file with what goes in; none when nothing does.</summary>
    public string? From { get; }

    /// <summary>The folder for what comes out; none when nothing may.</summary>
    public string? To => _files.TakeAsync is null ? null : _to;

    /// <summary>Makes the folder, with what goes in.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public static async Task<InvocationFolder> MakeAsync(string folder, FunctionFiles files, CancellationToken cancellationToken)
    {
        var made = new InvocationFolder(folder, files);
        try
        {
            Directory.CreateDirectory(made._to);
            if (made.From is { } path)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                await using var input = files.OpenInput();
                await using var file = File.Create(path);
                await input.CopyToAsync(file, cancellationToken);
            }

            return made;
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }

    /// <summary>Hands over the files that the function left, in the order of their names.</summary>
    /// <returns>Why one of them cannot be read; nothing when all were taken.</returns>
    /// <exception cref="IOException">Whoever takes them cannot.</exception>
    public async Task<string?> TakeAsync(CancellationToken cancellationToken)
    {
        if (_files.TakeAsync is not { } take)
        {
            return null;
        }

        if (Try(() => Directory.EnumerateFiles(_to, "*", FilesAlone).Order(StringComparer.Ordinal).ToList(), out var why) is not { } paths)
        {
            return why;
        }

        foreach (var path in paths)
        {
            // What is no file, such as a pipe, has no length, and to open it may take for ever.
            if (Try(() => new FileInfo(path).Length == 0 ? (Stream)new MemoryStream() : File.OpenRead(path), out why) is not { } content)
            {
                return why;
            }

            await using (content)
            {
                await take(Path.GetRelativePath(_to, path), content, cancellationToken);
            }
        }

        return null;
    }

    public void Dispose() => ScratchFolder.Delete(_folder);

    /// <summary>A name that a file can have: keys may be longer.</summary>
    private static string FileNameOf(string name) => Encoding.UTF8.GetByteCount(name) <= LongestName ? name : "object";

    private static T? Try<T>(Func<T> reading, out string? why)
        where T : class
    {
        try
        {
            why = null;
            return reading();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            why = refused.Message;
            return null;
        }
    }
}
