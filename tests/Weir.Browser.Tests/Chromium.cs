namespace Weir.Browser.Tests;

/// <summary>The browser of this machine.</summary>
internal static class Chromium
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    /// <summary>Where it is; none when there is none.</summary>
    public static string? Path { get; } = Places.FirstOrDefault(File.Exists);

    /// <summary>Why its tests are skipped; none when it is there.</summary>
    public static string? Missing => Path is null ? "There is no Chromium here: apt-get install chromium." : null;
}
