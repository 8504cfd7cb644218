using System.Collections.Concurrent;

using Weir.Buckets;
using Weir.Datasets;
using Weir.Engine.Objects;
using Weir.Engine.Outbox;
using Weir.Engine.Warehouses;
using Weir.Events;
using Weir.Failures;
using Weir.Tables;

namespace Weir.Engine.Exports;

/// <summary>Lands rows of the warehouse as objects: all files of an export in one moment, in which those that they replace go.</summary>
internal sealed class Exporting(IObjectStore objects, IObjectWriter writer, IOutbox outbox, IExporter exporter, TimeProvider time)
{
    /// <summary>Contents written at a time. Their fsyncs overlap, which is where a batch gains.</summary>
    private const int Writers = 16;

    private const int Page = 1_000;

    /// <summary>Exports. Once the task completes the files are durable and their events wait in the outbox.</summary>
    /// <returns>What landed; nothing when it had landed before for the same reason.</returns>
    /// <exception cref="RefusedException">WEIR6421 to WEIR6425, WEIR6012: it cannot be done; nothing landed.</exception>
    /// <exception cref="UnavailableException">The disk is full or refuses; nothing landed.</exception>
    public async Task<Export> ExportAsync(ExportRequest request, CancellationToken cancellationToken)
    {
        var (definition, to) = (request.Definition, request.To);
        if (request.Origin is { } origin && await outbox.HoldsAsync(origin, cancellationToken))
        {
            return new Export(0, [], 0);
        }

        var isPrefix = to.Key is "" or [.., '/'];
        if (!isPrefix && definition.PartitionBy.Count > 0)
        {
            throw new RefusedException(ExportFailures.NeedsPrefix(to));
        }

        var replaced = isPrefix ? await ReplacedAsync(to, definition.Replace, cancellationToken) : [];
        var ending = ExportFormats.EndingOf(definition.Format ?? FileFormat.Parquet);
        var single = isPrefix ? to with { Key = $"{to.Key}data{ending}" } : to;
        var plan = new ExportPlan(
            definition.Table, definition.Query, ExportFormats.Of(single.Key, definition.Format), definition.PartitionBy);
        using var files = await exporter.ExportAsync(plan, cancellationToken);
        var landed = await LandAsync(
            [.. files.Names.Select(name => (definition.PartitionBy.Count == 0 ? single : to with { Key = to.Key + name }, name))],
            files.Open,
            replaced,
            request,
            cancellationToken);
        return new Export(files.Rows, landed, replaced.Count);
    }

    private async Task<IReadOnlyList<StoredObject>> LandAsync(
        IReadOnlyList<(ObjectName Name, string File)> files,
        Func<string, Stream> open,
        IReadOnlyList<StoredObject> replaced,
        ExportRequest request,
        CancellationToken cancellationToken)
    {
        if (files.Any(file => file.Name == request.Source))
        {
            throw new RefusedException(ExportFailures.OnItself(request.Source!.Value));
        }

        var staged = new ConcurrentQueue<StoredObject>();
        IReadOnlyList<StoredObject> placed;
        try
        {
            await Parallel.ForEachAsync(
                files,
                new ParallelOptions { MaxDegreeOfParallelism = Writers, CancellationToken = cancellationToken },
                async (file, token) =>
                {
                    await using var content = open(file.File);
                    staged.Enqueue(await writer.StageAsync(file.Name, content, token));
                });
            placed = await writer.PlaceAsync([.. staged], cancellationToken);
        }
        catch
        {
            await writer.DiscardAsync([.. staged], CancellationToken.None);
            throw;
        }

        var now = time.GetUtcNow();
        var names = placed.Select(landed => landed.Name).ToHashSet();
        IReadOnlyList<StoredObject> ordered = [.. placed.OrderBy(landed => landed.Name.Key, StringComparer.Ordinal)];

        // Cancelling a commit would leave open whether the files landed.
        await outbox.PostAsync(
            [.. ordered.Select((landed, at) => EventOf(landed, at == 0 && request.Origin is { } origin ? origin : EventId.New(time), now, request))],
            [.. replaced.Where(old => !names.Contains(old.Name))],
            CancellationToken.None);
        return ordered;
    }

    /// <summary>What stands below a prefix and goes.</summary>
    private async Task<IReadOnlyList<StoredObject>> ReplacedAsync(ObjectName prefix, bool mayReplace, CancellationToken cancellationToken)
    {
        if (mayReplace && prefix.Key.Length == 0)
        {
            throw new RefusedException(ExportFailures.WholeBucket(prefix.Bucket));
        }

        var found = new List<StoredObject>();
        string? after = null;
        var size = mayReplace ? Page : 2;
        while (true)
        {
            var page = await objects.ListAsync(prefix.Bucket, prefix.Key, after, size, cancellationToken);
            if (!mayReplace && page.FirstOrDefault(old => !ObjectKey.IsFolder(old.Name.Key)) is { } first)
            {
                throw new RefusedException(ExportFailures.NotEmpty(prefix, first.Name));
            }

            // What was published as a dataset stays, and so does what only shows a folder.
            found.AddRange(page.Where(old => DatasetKey.Find(old.Name.Key) is null && !ObjectKey.IsFolder(old.Name.Key)));
            if (page.Count < size)
            {
                return found;
            }

            after = page[^1].Name.Key;
        }
    }

    private static Event EventOf(StoredObject landed, EventId id, DateTimeOffset now, ExportRequest request) => new()
    {
        Id = id,
        Type = Event.ObjectCreated,
        Time = now,
        Object = landed,
        EmittedBy = request.EmittedBy,
        Generation = request.Generation,
        Trace = request.Trace,
    };
}
