using Weir.Datasets;
using Weir.Engine.Datasets;
using Weir.Engine.Objects;
using Weir.Failures;
using Weir.Projects;

namespace Weir.Server.Operations;

/// <summary>What people do with datasets.</summary>
internal sealed class DatasetOperations(ProjectDefinition project, IObjectStore objects, IDatasets datasets, IDatasetWriter writer)
{
    private readonly DatasetPublisher _publisher = new(objects, datasets, writer);

    /// <summary>Resolves <c>LATEST</c>.</summary>
    public DatasetPaths Paths { get; } = new(datasets);

    public async Task<ListedDataset> CreateAsync(DatasetOrder order, CancellationToken cancellationToken)
    {
        foreach (var from in order.From)
        {
            project.CheckBucket(from.Split('/', 2)[0]);
        }

        var name = order.Name is { } asked ? NamedDataset.NameOf(asked) : null;
        return ListedDataset.Of(await _publisher.PublishAsync(
            new DatasetRequest(project.DatasetRootOf(order.Root), order.From) { Name = name }, cancellationToken));
    }

    /// <exception cref="RefusedException">WEIR7480: no page ended there.</exception>
    public async Task<Page<ListedDataset>> ListAsync(string root, int limit, string? after, CancellationToken cancellationToken)
    {
        var (at, before) = (project.DatasetRootOf(root), (DatasetName?)null);
        if (after is not null && !DatasetName.TryParse(after, out before))
        {
            throw Cursors.Unknown(after);
        }

        var names = await datasets.ListAsync(at, before, limit + 1, cancellationToken);
        var listed = new List<ListedDataset>();
        foreach (var name in names.Take(limit))
        {
            if (await datasets.FindAsync(at, name, cancellationToken) is { } dataset)
            {
                listed.Add(ListedDataset.Of(dataset));
            }
        }

        return new(listed, names.Count > limit ? names[limit - 1].ToString() : null);
    }

    public async Task<IReadOnlyList<ListedDataset>> DeleteAsync(DatasetRemoval removal, CancellationToken cancellationToken)
    {
        var root = project.DatasetRootOf(removal.Root);
        if (removal.Names.Count == 0)
        {
            var thinned = await _publisher.ThinAsync(
                root, removal.Keep ?? 1, removal.PublishedBefore, removal.IsDryRun, cancellationToken);
            return [.. thinned.Select(ListedDataset.Of)];
        }

        // All are looked for before the first is taken away.
        var named = new List<Dataset>();
        foreach (var name in removal.Names.Distinct().Select(NamedDataset.NameOf))
        {
            named.Add(await datasets.FindAsync(root, name, cancellationToken)
                ?? throw new RefusedException(DatasetFailures.NotThere(root, name)));
        }

        foreach (var dataset in removal.IsDryRun ? [] : named)
        {
            await datasets.RemoveAsync(root, dataset.Name, cancellationToken);
        }

        return [.. named.Select(ListedDataset.Of)];
    }
}
