using System.Runtime.InteropServices;

using Microsoft.Win32.SafeHandles;

namespace Weir.Local.Objects;

/// <summary>Asks the operating system whether somebody has a file open for writing.</summary>
internal static partial class FileWriters
{
    // From Linux's fcntl.h and signal.h.
    private const int SetSignal = 10;
    private const int SetLease = 1024;
    private const int ReadLease = 0;
    private const int NoLease = 2;
    private const int TryAgain = 11;
    private const int UrgentData = 23;

    /// <summary>
    /// Whether anybody has the file open for writing; unknown where the system cannot say. A read lease is refused while a
    /// writer has the file, so one is asked for and given back at once.
    /// </summary>
    public static bool? Any(SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        // Whoever opens the file for writing in between raises a signal here, which must be one that ends nobody.
        var descriptor = (int)file.DangerousGetHandle();
        if (Control(descriptor, SetSignal, UrgentData) != 0)
        {
            return null;
        }

        if (Control(descriptor, SetLease, ReadLease) == 0)
        {
            _ = Control(descriptor, SetLease, NoLease);
            return false;
        }

        return Marshal.GetLastPInvokeError() == TryAgain ? true : null;
    }

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(int descriptor, int command, long argument);
}
