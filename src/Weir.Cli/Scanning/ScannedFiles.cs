using Weir.Failures;

namespace Weir.Cli.Scanning;

/// <summary>The files that are looked into: those that git has or would take, else all below a folder.</summary>
/// <param name="current">The caller's folder.</param>
internal sealed class ScannedFiles(string current)
{
    /// <summary>A file that is longer is nothing that somebody wrote.</summary>
    private const long Longest = 5 << 20;

    private static readonly string[] Never = [".git", ".weir", "node_modules", "bin", "obj", "__pycache__", ".venv"];

    private readonly Git _git = new(current);

    /// <summary>What is staged for the next commit, as it is staged.</summary>
    /// <exception cref="RefusedException">WEIR6821: git cannot be asked.</exception>
    public async IAsyncEnumerable<(string File, byte[] Content)> StagedAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var file in await _git.ListAsync(["diff", "--cached", "--name-only", "--no-renames", "--diff-filter=ACMT", "-z", "--relative"], cancellationToken))
        {
            // A module within the repository has no content of its own.
            var type = await _git.ListAsync(["ls-files", "--stage", "-z", "--", file], cancellationToken);
            if (!type.Any(entry => entry.StartsWith("160000", StringComparison.Ordinal)))
            {
                yield return (file, await _git.AskAsync(["show", $":./{file}"], cancellationToken));
            }
        }
    }

    /// <summary>The files of these paths.</summary>
    /// <param name="paths">Files and folders, from the caller's folder.</param>
    /// <param name="ignored">What is left out.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="RefusedException">WEIR6820: nothing is there.</exception>
    public async IAsyncEnumerable<(string File, byte[] Content)> BelowAsync(
        IReadOnlyList<string> paths, IgnoredSecrets ignored, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var path in paths)
        {
            var full = Path.GetFullPath(path, current);
            var files = File.Exists(full) ? [full] : Directory.Exists(full) ? await ListAsync(full, cancellationToken) : throw new RefusedException(new Failure(
                "WEIR6820", $"There is no file or folder '{path}' to look into.", "Correct the path, which is relative to the current folder."));
            foreach (var file in files)
            {
                var shown = Path.GetRelativePath(current, file).Replace('\\', '/');
                if (!ignored.Has(shown) && await ReadAsync(file, cancellationToken) is { } content)
                {
                    yield return (shown, content);
                }
            }
        }
    }

    private static async Task<IReadOnlyList<string>> ListAsync(string folder, CancellationToken cancellationToken)
    {
        var git = new Git(folder);
        if (await git.RootAsync(cancellationToken) is not null)
        {
            var listed = await git.ListAsync(["ls-files", "--cached", "--others", "--exclude-standard", "-z"], cancellationToken);
            return [.. listed.Distinct().Order(StringComparer.Ordinal).Select(file => Path.Combine(folder, file))];
        }

        var everything = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        return
        [
            .. Directory.EnumerateFiles(folder, "*", everything)
                .Where(file => !Path.GetRelativePath(folder, file).Split('/', '\\').Any(Never.Contains))
                .Order(StringComparer.Ordinal),
        ];
    }

    private static async Task<byte[]?> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            // What git has and the folder not, and what is no file, is passed over.
            return new FileInfo(file) is { Exists: true, LinkTarget: null, Length: > 0 and <= Longest } ? await File.ReadAllBytesAsync(file, cancellationToken) : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new UnavailableException(new Failure("WEIR6820", $"The file '{file}' cannot be read: {unreadable.Message}", "Check its rights."), unreadable);
        }
    }
}
