using System.Text.Json;

namespace Weir.Functions.Building;

/// <summary>Installs what a <c>package.json</c> names, the same versions each time.</summary>
internal static class NodePackages
{
    public const string Folder = "node_modules";
    public const string LockFile = "package-lock.json";

    private const string Manifest = "package.json";

    private static readonly string[] Dependencies = ["dependencies", "optionalDependencies"];

    /// <summary>Whether there is anything to install.</summary>
    public static bool AreWanted(string folder)
    {
        var path = Path.Combine(folder, Manifest);
        if (!File.Exists(path))
        {
            return false;
        }

        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            return Dependencies.Any(key => json.RootElement.TryGetProperty(key, out var named) && named.EnumerateObject().Any());
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            // npm says best what is wrong with it.
            return true;
        }
    }

    /// <summary>Installs into <c>node_modules</c> of a copy of the source.</summary>
    /// <returns>The lock file's new text; none when there was one, which holds.</returns>
    public static async Task<string?> InstallAsync(string what, string folder, CancellationToken cancellationToken)
    {
        var npm = Tool.Find("npm", what);
        var isLocked = File.Exists(Path.Combine(folder, LockFile));
        await Tool.RunAsync(
            $"Installing {Manifest} of {what}",
            folder,
            [npm, isLocked ? "ci" : "install", "--omit=dev", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"],
            cancellationToken);
        return isLocked ? null : await File.ReadAllTextAsync(Path.Combine(folder, LockFile), cancellationToken);
    }
}
