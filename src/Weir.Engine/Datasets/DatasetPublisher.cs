using System.Collections.Concurrent;

using Weir.Buckets;
using Weir.Datasets;
using Weir.Engine.Objects;
using Weir.Failures;

namespace Weir.Engine.Datasets;

/// <summary>Publishes datasets: finds what they are made of, stages it, and lets it be seen all at once.</summary>
internal sealed class DatasetPublisher(IObjectStore store, IDatasets datasets, IDatasetWriter writer)
{
    /// <summary>Contents staged at a time. Their fsyncs overlap, which is where a batch gains.</summary>
    private const int Writers = 16;

    private readonly DatasetSources _sources = new(store, new DatasetPaths(datasets));

    /// <summary>Publishes a dataset. Once the task completes it is durable and its events wait in the outbox.</summary>
    /// <exception cref="RefusedException">WEIR6403, WEIR6404, WEIR6405: it cannot be made as it was asked for; nothing is there.</exception>
    /// <exception cref="UnavailableException">The disk is full or refuses; nothing is there.</exception>
    public async Task<Dataset> PublishAsync(DatasetRequest request, CancellationToken cancellationToken)
    {
        if (DatasetKey.Find(request.Root.Prefix) is not null)
        {
            throw new RefusedException(DatasetFailures.Immutable(new ObjectName(request.Root.Bucket, request.Root.Folder)));
        }

        if (request.Origin is { } origin && await datasets.FindAsync(origin, cancellationToken) is { } published)
        {
            return published;
        }

        if (request.Name is { } name && await datasets.FindAsync(request.Root, name, cancellationToken) is not null)
        {
            throw new RefusedException(DatasetFailures.Exists(request.Root, name));
        }

        var members = await _sources.FindAsync(request.Root, request.From, request.Own, cancellationToken);
        var staged = new ConcurrentQueue<StoredObject>();
        try
        {
            await Parallel.ForEachAsync(
                members,
                new ParallelOptions { MaxDegreeOfParallelism = Writers, CancellationToken = cancellationToken },
                async (member, token) => staged.Enqueue(
                    await writer.StageAsync(request.Root, member.Name, member.Source, store.OpenRead, token)));
            var draft = new DatasetDraft(request.Root, [.. staged])
            {
                Name = request.Name,
                Origin = request.Origin,
                EmittedBy = request.EmittedBy,
                Generation = request.Generation,
                Trace = request.Trace,
            };
            return await writer.PublishAsync(draft, cancellationToken);
        }
        catch
        {
            await writer.DiscardAsync([.. staged], CancellationToken.None);
            throw;
        }
    }

    /// <summary>Takes datasets away that are not to be kept any longer. The newest always stays.</summary>
    /// <param name="root">Where.</param>
    /// <param name="keep">How many of the newest stay at the least.</param>
    /// <param name="publishedBefore">Only those that were published before; all others when none.</param>
    /// <param name="isDryRun">Whether only to say which.</param>
    /// <param name="cancellationToken">Ends it between two datasets.</param>
    /// <returns>What was taken away, the newest first.</returns>
    public async Task<IReadOnlyList<Dataset>> ThinAsync(
        DatasetRoot root, int keep, DateTimeOffset? publishedBefore, bool isDryRun, CancellationToken cancellationToken)
    {
        const int page = 100;
        var gone = new List<Dataset>();
        DatasetName? last = null;
        for (var passed = 0; ;)
        {
            var names = await datasets.ListAsync(root, last, page, cancellationToken);
            foreach (var name in names)
            {
                last = name;
                if (++passed > Math.Max(1, keep)
                    && !(name.At >= publishedBefore)
                    && await datasets.FindAsync(root, name, cancellationToken) is { } dataset)
                {
                    gone.Add(dataset);
                    _ = isDryRun ? 0 : await datasets.RemoveAsync(root, name, cancellationToken);
                }
            }

            if (names.Count < page)
            {
                return gone;
            }
        }
    }
}
