using System.Security.Cryptography;
using System.Text;

using Weir.Project.Yaml;

namespace Weir.Project.Reading;

/// <summary>The files that make a project what it is: those that are read, and the code that its steps run.</summary>
internal static class ProjectContent
{
    /// <summary>All of them, in order of their paths. Code that cannot be read is noted and left out.</summary>
    /// <param name="folder">The project's folder.</param>
    /// <param name="files">The files that were read.</param>
    /// <param name="findings">Where is noted what cannot be read.</param>
    public static IReadOnlyList<ContentFile> Of(string folder, IReadOnlyList<SourceFile> files, Findings findings)
    {
        var content = files
            .Where(file => !CodeFiles.Is(file.Path))
            .Select(file => new ContentFile(file.Path, Convert.ToHexStringLower(SHA256.HashData(file.Content)), IsExecutable: false))
            .Concat(CodeOf(folder, findings))
            .ToList();
        content.Sort((one, other) => string.CompareOrdinal(one.Path, other.Path));
        return content;
    }

    /// <summary>A hash of the paths and the bytes of all files, so that nothing of a project changes unseen.</summary>
    public static string RevisionOf(IReadOnlyList<ContentFile> content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in content.Where(file => !CodeFiles.Is(file.Path) || !CodeFiles.IsLock(file.Path)))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{file.Path}\0{(file.IsExecutable ? 'x' : '-')}{file.Sha256}\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
    }

    private static List<ContentFile> CodeOf(string folder, Findings findings)
    {
        var content = new List<ContentFile>();
        try
        {
            foreach (var file in CodeFiles.List(folder))
            {
                content.Add(new ContentFile(Path.GetRelativePath(folder, file.FullName).Replace('\\', '/'), HashOf(file), IsExecutable(file)));
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            findings.Add(
                Place.StartOf(ProjectFiles.Root),
                "WEIR2002",
                $"The code in 'functions', 'layers' and '{CodeFiles.Scripts}' cannot be read: {Unreadable.Reason(refused)}.",
                "Check the permissions of these folders and of all that is in them.");
        }

        return content;
    }

    private static string HashOf(FileInfo file)
    {
        // Opening a pipe would wait for its writer.
        using Stream bytes = file.Length == 0 ? new MemoryStream() : file.Open(new FileStreamOptions { Share = FileShare.ReadWrite | FileShare.Delete });
        return Convert.ToHexStringLower(SHA256.HashData(bytes));
    }

    private static bool IsExecutable(FileInfo file) => !OperatingSystem.IsWindows() && (file.UnixFileMode & UnixFileMode.UserExecute) != 0;
}
