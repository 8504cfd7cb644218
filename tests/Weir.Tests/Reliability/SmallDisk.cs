using System.Diagnostics;

namespace Weir.Tests.Reliability;

/// <summary>A file system of its own that holds little, so that a test can fill it up or forbid writing.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _filler;

    private SmallDisk(string folder)
    {
        Folder = folder;
        _filler = Path.Combine(folder, "filler");
    }

    public string Folder { get; }

    /// <summary>Why a test cannot have one; none when it can.</summary>
    public static string? Missing { get; } = WhyMissing();

    public static SmallDisk Mount(int megabytes = 24)
    {
        var folder = Directory.CreateTempSubdirectory("weir-disk-").FullName;
        var error = Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", folder);
        return error is null ? new SmallDisk(folder) : throw new IOException(error);
    }

    /// <summary>Takes up all room but so many bytes.</summary>
    public void Fill(long leave = 0)
    {
        var room = new DriveInfo(Folder).AvailableFreeSpace - leave;
        using var file = new FileStream(_filler, FileMode.Append, FileAccess.Write, FileShare.None, 0);
        var zeros = new byte[64 << 10];
        try
        {
            for (; room > 0; room -= zeros.Length)
            {
                file.Write(zeros, 0, (int)Math.Min(zeros.Length, room));
            }
        }
        catch (IOException)
        {
            // Others wrote meanwhile: it is full.
        }
    }

    public void Free() => File.Delete(_filler);

    /// <summary>Allows nobody to write. No file on it may be open for writing.</summary>
    public void ForbidWriting() => Assert.Null(Run("mount", "-o", "remount,ro", Folder));

    public void Dispose()
    {
        _ = Run("umount", "-l", Folder);
        Directory.Delete(Folder);
    }

    private static string? WhyMissing()
    {
        if (!OperatingSystem.IsLinux())
        {
            return "Only Linux has tmpfs.";
        }

        try
        {
            Mount(1).Dispose();
            return null;
        }
        catch (IOException refused)
        {
            return $"A small disk needs the right to mount one: {refused.Message}";
        }
    }

    private static string? Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : error.Trim();
    }
}
