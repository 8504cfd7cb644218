using System.Runtime.Versioning;

namespace Weir.Functions.Processes;

/// <summary>Folders for code of the user's, on which nothing depends.</summary>
internal static class ScratchFolder
{
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>What leads somewhere else is not followed.</summary>
    private static readonly EnumerationOptions FoldersAlone = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
        IgnoreInaccessible = true,
    };

    /// <summary>Makes a folder that nobody else may look into.</summary>
    public static void Make(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, Own);
        }
    }

    /// <summary>Removes a folder and all in it, as far as that goes. What is left then is cleared by a later start.</summary>
    public static void Delete(string folder)
    {
        if (!TryDelete(folder) && Directory.Exists(folder) && !OperatingSystem.IsWindows())
        {
            // Some tools leave folders in which nobody may write.
            TryOpen(folder);
            TryDelete(folder);
        }
    }

    private static bool TryDelete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
            return true;
        }
        catch (Exception stubborn) when (stubborn is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    [UnsupportedOSPlatform("windows")]
    private static void TryOpen(string folder)
    {
        try
        {
            foreach (var inner in Directory.EnumerateDirectories(folder, "*", FoldersAlone).Prepend(folder))
            {
                File.SetUnixFileMode(inner, Own);
            }
        }
        catch (Exception stubborn) when (stubborn is IOException or UnauthorizedAccessException)
        {
            // Somebody else's.
        }
    }
}
