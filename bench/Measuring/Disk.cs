using System.Runtime.InteropServices;

namespace Weir.Bench.Measuring;

/// <summary>The disk beneath the bench.</summary>
internal static partial class Disk
{
    /// <summary>Has the operating system write what it still holds, so that one's debts are not paid in the next one's time.</summary>
    public static void WriteBack()
    {
        if (!OperatingSystem.IsWindows())
        {
            Sync();
        }
    }

    [LibraryImport("libc", EntryPoint = "sync")]
    private static partial void Sync();
}
