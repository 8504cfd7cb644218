using System.Security.Cryptography;
using System.Text;

namespace Weir.Functions.Building;

/// <summary>Installs what a <c>requirements.txt</c> names into a folder, the same versions each time.</summary>
internal static class PythonPackages
{
    public const string Requirements = "requirements.txt";

    /// <summary>Which versions were installed; written by the first build, to be kept with the source.</summary>
    public const string LockFile = "requirements.lock";

    private const string LockHead = "# Written by weir for requirements.txt ";

    /// <summary>Whether there is anything to install.</summary>
    public static bool AreWanted(string folder) =>
        File.Exists(Path.Combine(folder, Requirements)) && File.ReadLines(Path.Combine(folder, Requirements)).Any(IsRequirement);

    /// <summary>Installs.</summary>
    /// <param name="what">For messages, such as <c>the function 'orders'</c>.</param>
    /// <param name="folder">A copy of the source, where paths in the requirements lead.</param>
    /// <param name="target">Where modules go.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The lock file's new text; none when the one that is there holds.</returns>
    public static async Task<string?> InstallAsync(string what, string folder, string target, CancellationToken cancellationToken)
    {
        var python = Tool.Find("python3", what);
        var head = LockHead + Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(folder, Requirements), cancellationToken)))[..16];
        var isLocked = File.Exists(Path.Combine(folder, LockFile)) && File.ReadLines(Path.Combine(folder, LockFile)).FirstOrDefault() == head;
        await Tool.RunAsync(
            $"Installing {Requirements} of {what}",
            folder,
            [
                python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", "--target", target, "-r", Requirements,
                .. isLocked ? ["-c", LockFile] : (string[])[],
            ],
            cancellationToken);
        if (isLocked)
        {
            return null;
        }

        var installed = await Tool.RunAsync(
            $"Listing the packages of {what}", folder, [python, "-m", "pip", "list", "--disable-pip-version-check", "--path", target, "--format=freeze"], cancellationToken);
        return new StringBuilder(head).Append('\n').Append(installed.ReplaceLineEndings("\n")).ToString();
    }

    private static bool IsRequirement(string line) => line.TrimStart() is not ("" or ['#' or '-', ..]) || line.TrimStart().StartsWith("-r", StringComparison.Ordinal);
}
