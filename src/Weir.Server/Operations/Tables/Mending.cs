using System.Text.Json;

using Weir.Buckets;
using Weir.Engine.Loads;
using Weir.Engine.Objects;
using Weir.Engine.Triggers;
using Weir.Failures;
using Weir.Loads;
using Weir.Projects;

namespace Weir.Server.Operations.Tables;

/// <summary>Lands a mended file in the place of one of which rows were refused.</summary>
/// <remarks>
/// Where a new content adds its rows to those of the old one, these are taken out first: a test of the table sees them otherwise. The warehouse
/// does that and the state has the objects, and no transaction is over both. So the content is kept as an upload from before the rows go until
/// it has landed, and what a crash left between the two is landed at the next start.
/// </remarks>
/// <param name="project">The project.</param>
/// <param name="tables">Finds loads.</param>
/// <param name="unloading">Takes rows out.</param>
/// <param name="landing">Where objects come in.</param>
/// <param name="objects">What stands in buckets.</param>
/// <param name="uploads">Keeps contents until they land.</param>
/// <param name="parts">The contents.</param>
internal sealed class Mending(
    ProjectDefinition project, TableOperations tables, Unloading unloading, Landing landing, IObjectStore objects, IUploads uploads, IUploadParts parts)
{
    /// <summary>The largest file: what is larger is mended where it came from, and put.</summary>
    public const long LargestFile = 256L << 20;

    private const string Mark = "mends";

    /// <summary>Lands the content under the name of the load's file.</summary>
    /// <param name="loadId">The load.</param>
    /// <param name="open">Opens the content.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="RefusedException">WEIR6020: there is no such load. WEIR7484: the rows were taken out, and nothing landed. Others: as of unloading and landing.</exception>
    public async Task<MendedFile> MendAsync(long loadId, Func<Stream> open, CancellationToken cancellationToken)
    {
        var load = await tables.FindAsync(loadId, cancellationToken);
        project.CheckBucket(load.File.Name.Bucket);
        if (ObjectKey.Check(load.File.Name.Key) is { } refused)
        {
            throw new RefusedException(refused);
        }

        if (load.Status is LoadStatus.Loaded or LoadStatus.PartiallyLoaded && tables.MustGoFirst(load))
        {
            return await ReplaceAsync(load, open, cancellationToken);
        }

        var landed = await landing.LandAsync([new Arrival(load.File.Name, open)], cancellationToken);
        return new MendedFile(ListedObject.Of(landed[0]), 0);
    }

    /// <summary>Lands what a process that was killed had taken rows out for; what it had not come to is forgotten.</summary>
    /// <exception cref="WeirException">The warehouse or a bucket cannot be read or written: what is left stays for another start.</exception>
    public async Task ResumeAsync(CancellationToken cancellationToken)
    {
        foreach (var bucket in project.Buckets.Keys)
        {
            foreach (var upload in uploads.List(bucket))
            {
                if (LoadOf(upload) is { } loadId)
                {
                    await ResumeAsync(upload, loadId, cancellationToken);
                }
            }
        }
    }

    private async Task<MendedFile> ReplaceAsync(LoadRecord load, Func<Stream> open, CancellationToken cancellationToken)
    {
        var upload = await uploads.BeginAsync(load.File.Name, JsonSerializer.Serialize(new Dictionary<string, long> { [Mark] = load.LoadId }), cancellationToken);
        var isUnloaded = false;
        try
        {
            await using (var content = open())
            {
                await parts.WriteAsync(upload, 1, content, () => null, cancellationToken);
            }

            var unloaded = await unloading.UnloadAsync(load.LoadId, isDryRun: false, cancellationToken);
            isUnloaded = true;
            return new MendedFile(ListedObject.Of(await LandAsync(upload, CancellationToken.None)), unloaded.Rows);
        }
        catch (WeirException error) when (isUnloaded)
        {
            throw new RefusedException(
                new Failure(
                    "WEIR7484",
                    $"The rows of load {load.LoadId} were taken out of {load.Table}, and the mended file did not land: {error.Message}",
                    $"Send the file again, or load the one that is there with 'weir reload --load {load.LoadId}'."),
                error);
        }
        finally
        {
            await ForgetAsync(upload);
        }
    }

    private async Task ResumeAsync(Upload upload, long loadId, CancellationToken cancellationToken)
    {
        var load = await tables.FindAsync(loadId, cancellationToken);
        var current = await objects.FindAsync(upload.Name, cancellationToken);
        if (load.Status == LoadStatus.Unloaded && (current is null || current.Version == load.File.Version) && parts.List(upload).Count > 0)
        {
            await LandAsync(upload, cancellationToken);
        }

        await ForgetAsync(upload);
    }

    private async Task<StoredObject> LandAsync(Upload upload, CancellationToken cancellationToken) =>
        (await landing.LandAsync([new Arrival(upload.Name, () => parts.Open(upload, parts.List(upload)))], cancellationToken))[0];

    private async Task ForgetAsync(Upload upload)
    {
        try
        {
            await uploads.RemoveAsync(upload, CancellationToken.None);
        }
        catch (UnavailableException)
        {
            // The next start finds that its file has landed, or that its rows were not taken out.
        }
    }

    private static long? LoadOf(Upload upload)
    {
        using var attributes = JsonDocument.Parse(upload.Attributes);
        return attributes.RootElement.TryGetProperty(Mark, out var load) ? load.GetInt64() : null;
    }
}
