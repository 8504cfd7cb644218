using System.Runtime.InteropServices;

namespace Weir.Functions.Processes;

/// <summary>What POSIX has for processes and pipes and .NET has not.</summary>
internal static partial class Posix
{
    public const int Kill = 9;
    public const int Terminate = 15;
    public const short Readable = 1;

    private const int GetFlags = 3;
    private const int SetFlags = 4;

    private static readonly int NonBlocking = OperatingSystem.IsMacOS() ? 0x4 : 0x800;

    /// <summary>Sends a signal to a process; to a whole process group when the number is negative. A process that is gone is no mistake.</summary>
    /// <returns>Whether there was one.</returns>
    public static bool Send(int signal, int process) => kill(process, signal) == 0;

    /// <summary>Has reads of a file return at once when nothing is there.</summary>
    public static void NeverWait(SafeHandle file) => fcntl(file, SetFlags, fcntl(file, GetFlags, 0) | NonBlocking);

    /// <summary>Reads what is there.</summary>
    /// <returns>How many bytes; 0 at the end; negative when nothing is there for now.</returns>
    public static unsafe int Read(SafeHandle file, Span<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            return (int)read(file, start, (nuint)buffer.Length);
        }
    }

    /// <summary>Waits until one of two files can be read or has ended. A negative number stands for no file.</summary>
    public static unsafe void WaitFor(int first, int second)
    {
        var polled = stackalloc Polled[2];
        (polled[0].File, polled[0].Wanted, polled[1].File, polled[1].Wanted) = (first, Readable, second, Readable);
        _ = poll(polled, 2, -1);
    }

    [LibraryImport("libc")]
    private static partial int kill(int process, int signal);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fcntl(SafeHandle file, int command, int value);

    [LibraryImport("libc", SetLastError = true)]
    private static unsafe partial nint read(SafeHandle file, byte* buffer, nuint length);

    [LibraryImport("libc", SetLastError = true)]
    private static unsafe partial int poll(Polled* files, nuint count, int timeout);

    [StructLayout(LayoutKind.Sequential)]
    private struct Polled
    {
        public int File;
        public short Wanted;
        public short Happened;
    }
}
