using System.Globalization;

namespace Weir.Functions.Building;

/// <summary>Built functions and layers, each in a folder that is called after what went into it and never changes.</summary>
/// <remarks>
/// Builds of one thing wait for each other, in this process and in others. A package is made aside and gets its name when it is
/// whole, so that whoever finds it finds all of it, whatever happened to a build.
/// </remarks>
/// <param name="folder">Where they are.</param>
/// <param name="time">The clock.</param>
internal sealed class PackageStore(string folder, TimeProvider time)
{
    private const string Aside = ".building-";
    private const int MostKept = 5;

    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(100);

    /// <summary>Fills a package's folder.</summary>
    /// <returns>The revision under which it is kept: another one when the build changed what it was made of, such as a lock file.</returns>
    public delegate Task<string> Fill(string target, CancellationToken cancellationToken);

    /// <summary>The package of a revision, built when it is not there.</summary>
    public async Task<(string Folder, string Revision, bool IsNew)> GetAsync(string name, string revision, Fill fill, CancellationToken cancellationToken)
    {
        var home = Path.Combine(folder, name);
        if (Find(home, revision) is { } found)
        {
            return (found, revision, false);
        }

        Directory.CreateDirectory(home);
        await using var turn = await LockAsync(Path.Combine(home, ".lock"), cancellationToken);
        if (Find(home, revision) is { } builtMeanwhile)
        {
            return (builtMeanwhile, revision, false);
        }

        Clean(home);
        var aside = Directory.CreateDirectory(Path.Combine(home, Aside + Environment.ProcessId.ToString(CultureInfo.InvariantCulture))).FullName;
        try
        {
            var kept = await fill(aside, cancellationToken);
            var place = Path.Combine(home, kept);
            if (!Directory.Exists(place))
            {
                Directory.Move(aside, place);
            }

            Forget(home, place);
            return (place, kept, true);
        }
        finally
        {
            Delete(aside);
        }
    }

    private string? Find(string home, string revision)
    {
        var place = Path.Combine(home, revision);
        if (!Directory.Exists(place))
        {
            return null;
        }

        // The newest are kept: this one is in use.
        Directory.SetLastWriteTimeUtc(place, time.GetUtcNow().UtcDateTime);
        return place;
    }

    private async Task<FileStream> LockAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path))
            {
                await Task.Delay(Turn, time, cancellationToken);
            }
        }
    }

    /// <summary>Removes what builds that were killed left.</summary>
    private static void Clean(string home)
    {
        foreach (var left in Directory.GetDirectories(home, Aside + "*"))
        {
            Delete(left);
        }
    }

    /// <summary>Removes all but the packages used last. A process that still runs an older one has its files open or in memory.</summary>
    private static void Forget(string home, string newest)
    {
        var old = Directory.GetDirectories(home)
            .Where(path => path != newest && !Path.GetFileName(path).StartsWith('.'))
            .OrderByDescending(Directory.GetLastWriteTimeUtc)
            .Skip(MostKept - 1);
        foreach (var path in old)
        {
            Delete(path);
        }
    }

    private static void Delete(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }
}
