using System.Runtime.InteropServices;

using Microsoft.Win32.SafeHandles;

namespace Weir.Local;

/// <summary>What the file API lacks: making contents and a folder's entries durable, and renaming without replacing.</summary>
internal static partial class Disk
{
    // From Linux's fcntl.h, stdio.h and errno.h.
    private const int OpenWithoutWaiting = 0x800;
    private const int CloseOnExec = 0x80000;
    private const int NoReplace = 1;
    private const uint SyncFileRangeWrite = 2;
    private const int CurrentFolder = -100;
    private const int NoSuchCall = 38;
    private const int InvalidArgument = 22;
    private const int NoSuchFile = 2;
    private const int AlreadyThere = 17;
    private const int NotAFolder = 20;
    private const int NoSpace = 28;
    private const int OverQuota = 122;
    private const int WouldBlock = 11;
    private const int MacWouldBlock = 35;
    private const int WindowsSharing = unchecked((int)0x80070020); // an HRESULT is negative by design
    private const int WindowsDiskFull = unchecked((int)0x80070070); // an HRESULT is negative by design

    /// <summary>Makes a folder's entries durable: files made, renamed or removed in it. Windows does so by itself.</summary>
    /// <exception cref="IOException">The disk refused; nothing is known to be durable.</exception>
    public static void Sync(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = Open(folder, 0);
        if (descriptor < 0)
        {
            throw Fault(folder);
        }

        var failed = Fsync(descriptor) != 0;
        var fault = failed ? Fault(folder) : null;
        _ = Close(descriptor);
        if (fault is not null)
        {
            throw fault;
        }
    }

    /// <summary>Makes a file's content durable, and as much about the file as it takes to read it.</summary>
    /// <exception cref="IOException">The disk refused; nothing is known to be durable.</exception>
    public static void Flush(SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux())
        {
            RandomAccess.FlushToDisk(file);
        }
        else if (Fdatasync((int)file.DangerousGetHandle()) != 0)
        {
            throw Fault("the log");
        }
    }

    /// <summary>Has the disk begin to write a part of a file, without waiting: only a flush says whether it did.</summary>
    public static void BeginWriting(SafeFileHandle file, long offset, long length)
    {
        if (OperatingSystem.IsLinux())
        {
            _ = SyncFileRange((int)file.DangerousGetHandle(), offset, length, SyncFileRangeWrite);
        }
    }

    /// <summary>Opens an ordinary file to read. Others may write to it, rename it or delete it meanwhile.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="IOException">It is something else, such as a pipe, or cannot be read.</exception>
    public static FileStream OpenOrdinary(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0);
        }

        // Opening a pipe would wait for its writer.
        var descriptor = Open(path, OpenWithoutWaiting | CloseOnExec);
        if (descriptor < 0)
        {
            throw Marshal.GetLastPInvokeError() is NoSuchFile or NotAFolder ? new FileNotFoundException(null, path) : Fault(path);
        }

        var file = new FileStream(new SafeFileHandle(descriptor, ownsHandle: true), FileAccess.Read, 0);
        if (file.CanSeek)
        {
            return file;
        }

        file.Dispose();
        throw new IOException("It is not an ordinary file.");
    }

    /// <summary>Whether an error says that the disk is full, or the user's share of it.</summary>
    public static bool IsFull(Exception error) => error is IOException { HResult: NoSpace or OverQuota or WindowsDiskFull };

    /// <summary>Whether an error says that another process holds the file.</summary>
    public static bool IsHeld(IOException error) => error.HResult switch
    {
        WindowsSharing => true,
        MacWouldBlock => OperatingSystem.IsMacOS(),
        WouldBlock => !OperatingSystem.IsMacOS(),
        _ => false,
    };

    /// <summary>Renames a file or folder unless something has the new name already.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public static Renamed Rename(string from, string to)
    {
        if (OperatingSystem.IsLinux())
        {
            if (RenameNoReplace(CurrentFolder, from, CurrentFolder, to, NoReplace) == 0)
            {
                return Renamed.Done;
            }

            switch (Marshal.GetLastPInvokeError())
            {
                case AlreadyThere:
                    return Renamed.Taken;
                case NoSuchFile when Path.Exists(from):
                    return Renamed.NoFolder;
                case NotAFolder:
                    return Renamed.FileInTheWay;
                case NoSuchCall or InvalidArgument:
                    break;
                default:
                    throw Fault(to);
            }
        }

        if (File.Exists(to) || Directory.Exists(to))
        {
            return Renamed.Taken;
        }

        var folder = Path.GetDirectoryName(to)!;
        if (!Directory.Exists(folder))
        {
            for (var above = folder; above is not null; above = Path.GetDirectoryName(above))
            {
                if (File.Exists(above))
                {
                    return Renamed.FileInTheWay;
                }
            }

            return Renamed.NoFolder;
        }

        Directory.Move(from, to);
        return Renamed.Done;
    }

    /// <summary>Gives a file a second name. Its content is then one for both.</summary>
    /// <returns>False when the disk or the system does not do that; nothing has changed.</returns>
    public static bool TryLink(string file, string name) => !OperatingSystem.IsWindows() && Link(file, name) == 0;

    private static IOException Fault(string path)
    {
        var error = Marshal.GetLastPInvokeError();
        return new IOException($"{Marshal.GetPInvokeErrorMessage(error)} : '{path}'", error);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int Fdatasync(int descriptor);

    [LibraryImport("libc", EntryPoint = "sync_file_range")]
    private static partial int SyncFileRange(int descriptor, long offset, long length, uint flags);

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string file, string name);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameNoReplace(int fromFolder, string from, int toFolder, string to, uint flags);
}
