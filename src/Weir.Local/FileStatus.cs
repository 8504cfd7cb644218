using System.Runtime.InteropServices;

using Microsoft.Win32.SafeHandles;

namespace Weir.Local;

/// <summary>What Linux knows of a file and the file API does not give: which file it is, and when anything of it was changed.</summary>
/// <param name="IsFolder">Whether it is a folder.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="WrittenTicks">When its content was last written, in UTC ticks. Programs may set it.</param>
/// <param name="ChangedNanoseconds">
/// When content, name, rights or times were last changed, in nanoseconds since 1970. No program can set it.
/// </param>
/// <param name="Device">The disk that it is on.</param>
/// <param name="Inode">Its number there.</param>
/// <param name="BornNanoseconds">When it was made, in nanoseconds since 1970, or 0 where the disk does not know.</param>
internal readonly partial record struct FileStatus(
    bool IsFolder, long Size, long WrittenTicks, long ChangedNanoseconds, (uint Major, uint Minor) Device, ulong Inode, long BornNanoseconds)
{
    // From Linux's fcntl.h, stat.h and errno.h.
    private const int CurrentFolder = -100;
    private const int LinkItself = 0x100;
    private const int EmptyPath = 0x1000;
    private const uint BasicFacts = 0x7ff;
    private const uint TimeOfBirth = 0x800;
    private const int KindBits = 0xf000;
    private const int FolderKind = 0x4000;
    private const int NoSuchFile = 2;
    private const int NoPermission = 13;
    private const int NotAFolder = 20;
    private const int CircleOfLinks = 40;

    /// <summary>Whether this system tells.</summary>
    public static bool IsKnown { get; } = OperatingSystem.IsLinux() && IsThere();

    /// <summary>The status of what a path leads to, or of the link itself when it leads nowhere; none when nothing is there.</summary>
    /// <exception cref="UnauthorizedAccessException">A folder on the way may not be entered.</exception>
    /// <exception cref="IOException">The disk refused.</exception>
    public static FileStatus? Of(string path)
    {
        if (Statx(CurrentFolder, path, 0, BasicFacts | TimeOfBirth, out var found) == 0
            || Statx(CurrentFolder, path, LinkItself, BasicFacts | TimeOfBirth, out found) == 0)
        {
            return new FileStatus(found);
        }

        var error = Marshal.GetLastPInvokeError();
        var message = $"{Marshal.GetPInvokeErrorMessage(error)} : '{path}'";
        return error switch
        {
            NoSuchFile or NotAFolder or CircleOfLinks => null,
            NoPermission => throw new UnauthorizedAccessException(message),
            _ => throw new IOException(message, error),
        };
    }

    /// <summary>The status of an open file.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public static FileStatus Of(SafeFileHandle file)
    {
        var failed = Statx((int)file.DangerousGetHandle(), "", EmptyPath, BasicFacts | TimeOfBirth, out var found) != 0;
        GC.KeepAlive(file);
        return failed ? throw new IOException(Marshal.GetLastPInvokeErrorMessage()) : new FileStatus(found);
    }

    private FileStatus(in Answer found)
        : this(
            (found.Mode & KindBits) == FolderKind,
            found.Size,
            DateTime.UnixEpoch.Ticks + (found.Written.Seconds * TimeSpan.TicksPerSecond) + (found.Written.Nanoseconds / 100),
            (found.Changed.Seconds * 1_000_000_000) + found.Changed.Nanoseconds,
            (found.DeviceMajor, found.DeviceMinor),
            found.Inode,
            (found.Known & TimeOfBirth) == 0 ? 0 : (found.Born.Seconds * 1_000_000_000) + found.Born.Nanoseconds)
    {
    }

    /// <summary>Old C libraries, kernels and some sandboxes lack the call.</summary>
    private static bool IsThere()
    {
        try
        {
            return Statx(CurrentFolder, "/", 0, BasicFacts, out _) == 0;
        }
        catch (EntryPointNotFoundException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, out Answer found);

    /// <summary>Seconds since 1970, and nanoseconds.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Moment
    {
        public readonly long Seconds;
        public readonly uint Nanoseconds;
        private readonly int _reserved;
    }

    /// <summary>The call's answer, the same on every processor.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private readonly struct Answer
    {
        [FieldOffset(0)]
        public readonly uint Known;

        [FieldOffset(28)]
        public readonly ushort Mode;

        [FieldOffset(32)]
        public readonly ulong Inode;

        [FieldOffset(40)]
        public readonly long Size;

        [FieldOffset(80)]
        public readonly Moment Born;

        [FieldOffset(96)]
        public readonly Moment Changed;

        [FieldOffset(112)]
        public readonly Moment Written;

        [FieldOffset(136)]
        public readonly uint DeviceMajor;

        [FieldOffset(140)]
        public readonly uint DeviceMinor;
    }
}
