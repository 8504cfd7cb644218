using System.Runtime.CompilerServices;

namespace Weir.Examples.Tests;

/// <summary>Where the repository is.</summary>
internal static class Repository
{
    public static string Root { get; } = Up(3);

    private static string Up(int levels, [CallerFilePath] string here = "") =>
        Enumerable.Range(0, levels).Aggregate(here, (path, _) => Path.GetDirectoryName(path)!);
}
