using Weir.Buckets;
using Weir.Cli.Terminals;
using Weir.Engine.Triggers;
using Weir.Failures;

namespace Weir.Cli.Commands;

/// <summary>Finds what <c>weir put</c> is to put, and the key of each.</summary>
internal static class PutSources
{
    private const string StandardInput = "-";

    // A link to a folder could lead round in a circle, so links inside folders are passed over.
    private static readonly EnumerationOptions EveryFile = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
        IgnoreInaccessible = false,
    };

    /// <exception cref="RefusedException">WEIR1004: a file is not there. WEIR1005: several files want one key.</exception>
    public static IReadOnlyList<(Arrival Arrival, long Size)> Find(IReadOnlyList<string> sources, Target target, Terminal terminal)
    {
        if (sources is [StandardInput])
        {
            return target.IsPrefix
                ? throw NoKey("Standard input has no name, so the target must be a whole key, such as raw/orders.json.")
                : [(new Arrival(new ObjectName(target.Bucket, target.Key), () => terminal.Input), 0)];
        }

        var found = new List<(Arrival, long)>();
        foreach (var source in sources)
        {
            var path = Path.GetFullPath(source, terminal.CurrentDirectory);
            if (Directory.Exists(path))
            {
                if (!target.IsPrefix)
                {
                    throw NoKey($"'{source}' is a folder, so the target must be a prefix: {target}/");
                }

                found.AddRange(new DirectoryInfo(path).EnumerateFiles("*", EveryFile)
                    .OrderBy(file => file.FullName, StringComparer.Ordinal)
                    .Select(file => Of(file, target.Key + KeyOf(Path.GetRelativePath(path, file.FullName)))));
                continue;
            }

            var single = new FileInfo(path);
            if (!single.Exists)
            {
                throw NotThere(source);
            }

            found.Add(Of(single, target.IsPrefix ? target.Key + single.Name : target.Key));
        }

        return found.Count > 1 && !target.IsPrefix
            ? throw NoKey($"{found.Count} files do not fit under one key, so the target must be a prefix: {target}/")
            : found;

        (Arrival, long) Of(FileInfo file, string key) =>
            (new Arrival(new ObjectName(target.Bucket, key), () => Open(file.FullName)), file.Length);
    }

    private static string KeyOf(string path) => Path.DirectorySeparatorChar == '/' ? path : path.Replace(Path.DirectorySeparatorChar, '/');

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw NotThere(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException(
                new Failure("WEIR1004", $"The file {path} cannot be read: {error.Message}", "See who may read it."), error);
        }
    }

    private static RefusedException NotThere(string path) => new(new Failure(
        "WEIR1004", $"There is no file {path}.", "See that the path is right; paths are relative to the current folder."));

    private static RefusedException NoKey(string why) => new(new Failure("WEIR1005", why, "A trailing slash keeps the files' own names."));
}
