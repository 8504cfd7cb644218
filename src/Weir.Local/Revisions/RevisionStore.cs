using System.Security.Cryptography;
using System.Text.Json;

using Weir.Failures;
using Weir.Local.State;

namespace Weir.Local.Revisions;

/// <summary>What a project was, in each of its revisions.</summary>
/// <remarks>
/// A revision is a list of files, under its name; contents lie beside, each once, under the hash of its bytes. A content is written
/// aside, flushed and renamed, and the list after all contents, so that a list that is there is whole whatever happened. Used by one
/// process at a time: the one that has the environment's lock.
/// </remarks>
/// <param name="environment">The environment's folder.</param>
/// <param name="time">The clock.</param>
internal sealed class RevisionStore(string environment, TimeProvider time)
{
    private const string Ending = ".json";
    private const string Aside = ".new";

    private readonly string _folder = Path.Combine(environment, "revisions");
    private readonly Lock _gate = new();
    private int _copies;

    private string Contents => Path.Combine(_folder, "contents");

    private string Copies => Path.Combine(_folder, "copies");

    /// <summary>Whether a revision is kept.</summary>
    public bool Has(string revision) => File.Exists(ListOf(revision));

    /// <summary>Keeps a revision, durably once the call returns. What is kept already is not written again.</summary>
    /// <param name="revision">The revision.</param>
    /// <param name="files">Its files.</param>
    /// <param name="project">The folder where they are.</param>
    /// <exception cref="RefusedException">WEIR7036: a file has not the content any more that it had.</exception>
    /// <exception cref="UnavailableException">WEIR4003: the disk refuses.</exception>
    public void Keep(string revision, IReadOnlyList<KeptFile> files, string project)
    {
        lock (_gate)
        {
            try
            {
                KeepUnderGate(revision, files, project);
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                throw Refuses("Keeping the project's files in", refused);
            }
        }
    }

    /// <summary>Puts the files of a revision into a folder of their own.</summary>
    /// <returns>The folder; whoever asked for it deletes it with <see cref="Leave"/>.</returns>
    /// <exception cref="RefusedException">WEIR7035: the revision is damaged.</exception>
    /// <exception cref="UnavailableException">WEIR4003: the disk refuses.</exception>
    public string Copy(string revision)
    {
        var copy = Path.Combine(Copies, $"{revision}-{Interlocked.Increment(ref _copies)}");
        try
        {
            Delete(copy);
            Directory.CreateDirectory(copy);
            foreach (var file in FilesOf(revision) ?? throw Damaged(revision, "the list of its files"))
            {
                var to = Path.Combine(copy, file.Path);
                Directory.CreateDirectory(Path.GetDirectoryName(to)!);
                if (!File.Exists(ContentOf(file)) || CopyTo(to, ContentOf(file), file.IsExecutable, isFlushed: false) != file.Sha256)
                {
                    throw Damaged(revision, file.Path);
                }
            }

            return copy;
        }
        catch (RefusedException)
        {
            Leave(copy);
            throw;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            Leave(copy);
            throw Refuses("Reading a revision in", refused);
        }
    }

    /// <summary>Deletes a folder that <see cref="Copy"/> made.</summary>
    public static void Leave(string copy)
    {
        try
        {
            Delete(copy);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // The next start deletes it.
        }
    }

    /// <summary>Deletes what an earlier process left: copies that it was working with, and contents that it was writing.</summary>
    public void Clean()
    {
        Leave(Copies);
        Leave(Path.Combine(Contents, Aside));
    }

    /// <summary>All that are kept, each with the last time that it became the project's own.</summary>
    public IReadOnlyList<(string Revision, DateTimeOffset Since)> List() => !Directory.Exists(_folder) ? [] :
    [
        .. from file in new DirectoryInfo(_folder).EnumerateFiles("*" + Ending)
           select (Path.GetFileNameWithoutExtension(file.Name), (DateTimeOffset)file.LastWriteTimeUtc),
    ];

    /// <summary>Deletes revisions, and the contents that no other one has.</summary>
    public void Delete(IReadOnlyList<string> revisions)
    {
        if (revisions.Count == 0)
        {
            return;
        }

        lock (_gate)
        {
            foreach (var revision in revisions)
            {
                File.Delete(ListOf(revision));
            }

            // A list that cannot be read may need any of them.
            var lists = List().Select(kept => FilesOf(kept.Revision)).ToList();
            if (lists.Contains(null))
            {
                return;
            }

            var needed = lists.SelectMany(files => files!).Select(file => file.Sha256).ToHashSet();
            foreach (var content in Directory.EnumerateFiles(Contents).Where(content => !needed.Contains(Path.GetFileName(content))))
            {
                File.Delete(content);
            }
        }
    }

    private static RefusedException Damaged(string revision, string what) => new(new Failure(
        "WEIR7035",
        $"The revision {revision} of the project is damaged: {what} is not what was kept.",
        "Run it with the project as it is now: 'weir rerun' with --code latest."));

    private static void Delete(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
        else if (File.Exists(path))
        {
            File.Delete(path);
        }
    }

    /// <summary>Copies a file.</summary>
    /// <returns>The hash of what it copied.</returns>
    private static string CopyTo(string to, string from, bool isExecutable, bool isFlushed)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using (var target = new FileStream(to, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            using var source = Disk.OpenOrdinary(from);
            var buffer = new byte[128 << 10];
            for (var read = source.Read(buffer); read > 0; read = source.Read(buffer))
            {
                hash.AppendData(buffer.AsSpan(0, read));
                target.Write(buffer.AsSpan(0, read));
            }

            target.Flush();
            if (isFlushed)
            {
                Disk.Flush(target.SafeFileHandle);
            }
        }

        if (isExecutable && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(to, File.GetUnixFileMode(to) | UnixFileMode.UserExecute);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private void KeepUnderGate(string revision, IReadOnlyList<KeptFile> files, string project)
    {
        var list = ListOf(revision);
        if (FilesOf(revision) is { } kept && kept.SequenceEqual(files) && files.All(file => File.Exists(ContentOf(file))))
        {
            File.SetLastWriteTimeUtc(list, time.GetUtcNow().UtcDateTime);
            return;
        }

        Directory.CreateDirectory(Contents);
        foreach (var file in files.Where(file => !File.Exists(ContentOf(file))))
        {
            var aside = Path.Combine(Contents, Aside);
            if (CopyTo(aside, Path.Combine(project, file.Path), isExecutable: false, isFlushed: true) != file.Sha256)
            {
                throw new RefusedException(new Failure(
                    "WEIR7036", $"The file {file.Path} was changed while 'weir up' started.", "Start it again: it takes the file as it is then."));
            }

            File.Move(aside, ContentOf(file), overwrite: true);
        }

        Disk.Sync(Contents);
        var written = list + Aside;
        using (var target = new FileStream(written, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            JsonSerializer.Serialize(target, files, RevisionJson.Default.IReadOnlyListKeptFile);
            target.Flush();
            Disk.Flush(target.SafeFileHandle);
        }

        File.SetLastWriteTimeUtc(written, time.GetUtcNow().UtcDateTime);
        File.Move(written, list, overwrite: true);
        Disk.Sync(_folder);
        Disk.Sync(Path.GetDirectoryName(_folder)!);
    }

    private string ListOf(string revision) => Path.Combine(_folder, revision + Ending);

    private string ContentOf(KeptFile file) => Path.Combine(Contents, file.Sha256);

    /// <returns>None when there is no such revision, or its list is damaged.</returns>
    private IReadOnlyList<KeptFile>? FilesOf(string revision)
    {
        try
        {
            using var list = File.OpenRead(ListOf(revision));
            return JsonSerializer.Deserialize(list, RevisionJson.Default.IReadOnlyListKeptFile);
        }
        catch (Exception unreadable) when (unreadable is JsonException or FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private UnavailableException Refuses(string doing, Exception refused) => new(StateFailures.Refuses(_folder, doing, refused.Message), refused);
}
