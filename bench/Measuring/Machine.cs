using System.Globalization;
using System.Runtime.InteropServices;

using Weir.DuckDb;

namespace Weir.Bench.Measuring;

/// <summary>Where and with what the figures were taken.</summary>
internal static class Machine
{
    public static string Describe(TimeProvider time, string folder) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        {time.GetUtcNow():yyyy-MM-dd} · {Processor()}, {Environment.ProcessorCount} cores · {Memory()} GB memory · {FileSystem(folder)}
        {RuntimeInformation.OSDescription} · {RuntimeInformation.FrameworkDescription} · DuckDB {DuckDbDatabase.LibraryVersion} · {Revision()}
        """);

    private static string Processor() => Field("/proc/cpuinfo", "model name") ?? RuntimeInformation.ProcessArchitecture.ToString();

    private static long Memory() => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1_000_000_000;

    private static string FileSystem(string folder)
    {
        var drive = new DriveInfo(folder);
        return drive.DriveFormat;
    }

    private static string Revision()
    {
        var version = System.Reflection.CustomAttributeExtensions.GetCustomAttribute<System.Reflection.AssemblyInformationalVersionAttribute>(
            typeof(Machine).Assembly)?.InformationalVersion ?? "unknown";
        return version.Split('+') is [_, var commit] ? $"Weir {commit[..Math.Min(8, commit.Length)]}" : $"Weir {version}";
    }

    private static string? Field(string path, string name) => !File.Exists(path)
        ? null
        : File.ReadLines(path).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':', 2)[1].Trim();
}
