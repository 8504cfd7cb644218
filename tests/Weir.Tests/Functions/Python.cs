using System.Diagnostics;

namespace Weir.Tests.Functions;

/// <summary>The Python of this machine.</summary>
internal static class Python
{
    private static readonly Lazy<bool> Found = new(() => Runs("pass"));
    private static readonly Lazy<bool> FoundPip = new(() => Runs("import pip"));

    /// <summary>Why a test that needs it is skipped; none when it is there.</summary>
    /// <param name="withPip">Whether packages are to be installed.</param>
    public static string? WhyNot(bool withPip) => (withPip ? FoundPip : Found).Value
        ? null
        : $"Python 3{(withPip ? " with pip" : "")} is not installed here: .ci/run installs it.";

    /// <summary>Whether it runs some code without an error.</summary>
    public static bool Runs(string code)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("python3", ["-c", code]) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
