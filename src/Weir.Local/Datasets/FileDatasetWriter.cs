using Weir.Buckets;
using Weir.Datasets;
using Weir.Engine.Datasets;
using Weir.Events;
using Weir.Failures;
using Weir.Local.Objects;
using Weir.Local.Outbox;
using Weir.Local.State;

namespace Weir.Local.Datasets;

/// <summary>Datasets as files: all of one lands in one transaction, under a name that is given in the last moment.</summary>
internal sealed class FileDatasetWriter(
    FileObjectWriter objects, SqliteDatasets datasets, StateReaders readers, SqliteOutbox outbox, TimeProvider time)
    : IDatasetWriter, IDisposable
{
    /// <summary>After it there may be no next second. Others may have called a folder so.</summary>
    private static readonly DateTimeOffset LastDay = new(9999, 12, 31, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Held by whoever gives a name and publishes: one at a time, for no other process has the environment open.</summary>
    private readonly SemaphoreSlim _naming = new(1);

    public async Task<StoredObject> StageAsync(
        DatasetRoot root, string member, StoredObject source, Func<StoredObject, Stream> content, CancellationToken cancellationToken)
    {
        var name = root.Member(DatasetName.Of(time.GetUtcNow()), member);

        // Opening it is what makes sure that the source is what it says, also where only its file is named a second time.
        await using var opened = content(source);
        return objects.StageLink(name, source) ?? await objects.StageAnywhereAsync(name, opened, cancellationToken);
    }

    public async Task<Dataset> PublishAsync(DatasetDraft draft, CancellationToken cancellationToken)
    {
        var root = draft.Root;
        if (draft.Name is { } asked && asked.At > time.GetUtcNow())
        {
            throw new RefusedException(DatasetFailures.InFuture(asked));
        }

        await _naming.WaitAsync(cancellationToken);
        try
        {
            for (var name = draft.Name ?? await NextAsync(root, cancellationToken); ; name = name.Next)
            {
                if (!await IsTakenAsync(root, name, cancellationToken)
                    && await objects.PlaceTogetherAsync(Named(draft, name), root.FolderOf(name), cancellationToken) is { } placed)
                {
                    // Cancelling a commit would leave open whether the dataset is there.
                    await outbox.PostAsync(
                        [.. placed.Select(landed => ObjectCreated(landed, draft))], tables => Note(tables, draft, name), CancellationToken.None);
                    return new Dataset(root, name, placed.Count, placed.Sum(landed => landed.Size));
                }

                if (draft.Name is not null)
                {
                    throw new RefusedException(DatasetFailures.Exists(root, name));
                }
            }
        }
        finally
        {
            _naming.Release();
        }
    }

    public Task DiscardAsync(IReadOnlyList<StoredObject> staged, CancellationToken cancellationToken) =>
        objects.DiscardAsync(staged, cancellationToken);

    public void Dispose() => _naming.Dispose();

    private static List<StoredObject> Named(DatasetDraft draft, DatasetName name)
    {
        // All names are equally long: what follows the one that it was staged with is the object's own.
        var start = draft.Root.Folder.Length + DatasetName.Length + 1;
        return [.. draft.Staged.Select(staged => staged with { Name = draft.Root.Member(name, staged.Name.Key[start..]) })];
    }

    private static void Note(StateTables tables, DatasetDraft draft, DatasetName name)
    {
        if (draft.Origin is { } origin)
        {
            tables.Datasets.Insert(draft.Root, name, origin);
        }
    }

    /// <summary>
    /// This second, or the one after the newest dataset: also after a burst of them, some of which are gone again, or when the clock was
    /// set back, what is published last is the newest.
    /// </summary>
    private async Task<DatasetName> NextAsync(DatasetRoot root, CancellationToken cancellationToken)
    {
        var now = DatasetName.Of(time.GetUtcNow());
        var newest = await datasets.ListAsync(root, before: null, 1, cancellationToken) is [var found] ? found : null;
        return newest?.At >= now.At && newest.At < LastDay ? newest.Next : now;
    }

    private async Task<bool> IsTakenAsync(DatasetRoot root, DatasetName name, CancellationToken cancellationToken)
    {
        var (from, before) = DatasetRange.Of(root, name);
        return await readers.ReadAsync(tables => tables.Objects.Last(root.Bucket, from, before), cancellationToken) is not null;
    }

    private Event ObjectCreated(StoredObject landed, DatasetDraft draft) => new()
    {
        Id = EventId.New(time),
        Type = Event.ObjectCreated,
        Time = time.GetUtcNow(),
        Object = landed,
        EmittedBy = draft.EmittedBy,
        Generation = draft.Generation,
        Trace = draft.Trace,
    };
}
