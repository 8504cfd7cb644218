using System.Security.Cryptography;
using System.Text.Json;

using Weir.Buckets;
using Weir.Engine.Objects;
using Weir.Failures;
using Weir.Local.Objects;

namespace Weir.Local.Uploads;

/// <summary>Uploads as folders: <c>upload.json</c> and a file for each part, whose name says all that is known of it.</summary>
/// <param name="folder">Holds a folder for each upload, called after its id.</param>
/// <param name="contents">Writes the parts.</param>
/// <param name="syncs">Makes folders' entries durable.</param>
/// <param name="versions">Numbers what is written, so that of two parts with one number the later is known.</param>
/// <param name="time">The clock.</param>
internal sealed class FileUploads(
    string folder, ContentFiles contents, FolderSyncs syncs, ObjectVersions versions, TimeProvider time) : IUploads, IUploadParts
{
    private const string About = "upload.json";
    private const string Unfinished = ".unfinished";
    private const int IdBytes = 16;

    public async Task<Upload> BeginAsync(ObjectName name, string attributes, CancellationToken cancellationToken)
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));
        var upload = new Upload(id, name, time.GetUtcNow(), attributes);
        var unfinished = FolderOf(id) + Unfinished;
        await OnDiskAsync(folder, async () =>
        {
            if (!Directory.Exists(folder))
            {
                Directory.CreateDirectory(folder);
                await syncs.SyncAsync(Path.GetDirectoryName(folder)!);
            }

            Directory.CreateDirectory(unfinished);
            using var about = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(upload, UploadJson.Default.Upload));
            await contents.WriteAsync(Path.Combine(unfinished, About), about, cancellationToken);
            await syncs.SyncAsync(unfinished);
            Directory.Move(unfinished, FolderOf(id));
            await syncs.SyncAsync(folder);
        });
        return upload;
    }

    public Upload? Find(string id)
    {
        if (id.Length != IdBytes * 2 || !id.All(char.IsAsciiHexDigitLower))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(Path.Combine(FolderOf(id), About)), UploadJson.Default.Upload);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new UnavailableException(ObjectFailures.UnreadableFolder(FolderOf(id), refused), refused);
        }
    }

    IReadOnlyList<Upload> IUploads.List(string bucket) => Directory.Exists(folder)
        ?
        [
            .. Directory.EnumerateDirectories(folder)
                .Select(path => Find(Path.GetFileName(path)))
                .OfType<Upload>()
                .Where(upload => upload.Name.Bucket == bucket)
                .OrderBy(upload => upload.Name.Key, Utf8Order.Instance)
                .ThenBy(upload => upload.BegunAt)
                .ThenBy(upload => upload.Id, StringComparer.Ordinal),
        ]
        : [];

    public Task RemoveAsync(Upload upload, CancellationToken cancellationToken) => OnDiskAsync(folder, async () =>
    {
        // Out of sight at once; what a crash leaves of it goes at the next start.
        var gone = FolderOf(upload.Id) + Unfinished;
        if (Directory.Exists(FolderOf(upload.Id)))
        {
            Directory.Move(FolderOf(upload.Id), gone);
            await syncs.SyncAsync(folder);
            Directory.Delete(gone, recursive: true);
        }
    });

    public async Task<UploadPart> WriteAsync(
        Upload upload, int number, Stream content, Func<string?> describe, CancellationToken cancellationToken)
    {
        var (version, within) = (versions.Next(), FolderOf(upload.Id));
        var unfinished = Path.Combine(within, PartName.Unfinished(version));
        var (etag, size) = await contents.WriteAsync(unfinished, content, cancellationToken);
        var name = new PartName(number, version, etag, describe()).ToString();
        var earlier = List(upload).Where(part => part.Number == number).ToList();
        await OnDiskAsync(within, async () =>
        {
            File.Move(unfinished, Path.Combine(within, name));
            await syncs.SyncAsync(within);
            earlier.ForEach(part => File.Delete(part.Location));
        });
        return new UploadPart(number, etag, size, time.GetUtcNow(), describe(), Path.Combine(within, name));
    }

    public IReadOnlyList<UploadPart> List(Upload upload)
    {
        var parts = new SortedDictionary<int, (PartName Name, FileInfo File)>();
        if (Directory.Exists(FolderOf(upload.Id)))
        {
            foreach (var file in new DirectoryInfo(FolderOf(upload.Id)).EnumerateFiles())
            {
                if (PartName.Parse(file.Name) is { } name && !(parts.TryGetValue(name.Number, out var other) && other.Name.Version > name.Version))
                {
                    parts[name.Number] = (name, file);
                }
            }
        }

        return
        [
            .. parts.Values.Select(part => new UploadPart(
                part.Name.Number, part.Name.ETag, part.File.Length, part.File.LastWriteTimeUtc, part.Name.Note, part.File.FullName)),
        ];
    }

    public Stream Open(Upload upload, IReadOnlyList<UploadPart> parts) => new JoinedFiles([.. parts.Select(part => part.Location)]);

    /// <summary>Removes what no process finished, and uploads to which nothing was added for so long.</summary>
    /// <param name="idle">So long.</param>
    public void Sweep(TimeSpan idle)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (var upload in new DirectoryInfo(folder).EnumerateDirectories())
        {
            try
            {
                if (LastUse(upload) is not { } last || last < time.GetUtcNow() - idle)
                {
                    upload.Delete(recursive: true);
                    continue;
                }

                foreach (var unfinished in upload.EnumerateFiles(PartName.Unfinished("*")))
                {
                    unfinished.Delete();
                }
            }
            catch (Exception kept) when (kept is IOException or UnauthorizedAccessException or UnavailableException)
            {
                // It goes at another start.
            }
        }
    }

    /// <summary>When something was last written to an upload, by the clock that numbers what is written; none for what is no upload.</summary>
    private DateTimeOffset? LastUse(DirectoryInfo upload) => Find(upload.Name) is { } begun
        ? upload.EnumerateFiles()
            .Select(file => PartName.Parse(file.Name))
            .Select(part => part is { } name ? DateTimeOffset.UnixEpoch.AddMicroseconds(name.Version) : begun.BegunAt)
            .Append(begun.BegunAt)
            .Max()
        : null;

    private string FolderOf(string id) => Path.Combine(folder, id);

    private static async Task OnDiskAsync(string path, Func<Task> change)
    {
        try
        {
            await change();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new UnavailableException(ObjectFailures.Unwritable(path, refused), refused);
        }
    }
}
