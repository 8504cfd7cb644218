using Weir.Datasets;
using Weir.Engine.Datasets;
using Weir.Engine.Objects;
using Weir.Failures;
using Weir.Projects;
using Weir.Server.S3.Buckets;

namespace Weir.Server.Operations.Datasets;

/// <summary>What people see of datasets.</summary>
/// <param name="project">The project.</param>
/// <param name="objects">The objects.</param>
/// <param name="datasets">The datasets among them.</param>
internal sealed class DatasetReads(ProjectDefinition project, IObjectStore objects, IDatasets datasets)
{
    /// <summary>How many folders are looked into. Datasets lie near the top: <c>datasets/</c>, <c>tenant/datasets/</c>.</summary>
    private const int MostFolders = 500;

    /// <summary>How deep datasets are looked for.</summary>
    private const int MostDepth = 4;

    /// <summary>The places that have datasets, in the order of their names. Few folders are looked into, however many objects there are.</summary>
    public async Task<Page<DatasetPlace>> ListPlacesAsync(string? after, int limit, CancellationToken cancellationToken)
    {
        var found = new List<(DatasetRoot Root, DatasetName Newest)>();
        foreach (var bucket in project.Buckets.Keys)
        {
            await LookAsync(bucket, found, cancellationToken);
        }

        var rest = found
            .Where(place => string.CompareOrdinal(place.Root.ToString(), after) > 0)
            .OrderBy(place => place.Root.ToString(), StringComparer.Ordinal)
            .ToList();
        var places = new List<DatasetPlace>();
        foreach (var (root, newest) in rest.Take(limit))
        {
            var latest = await datasets.FindAsync(root, newest, cancellationToken);
            places.Add(new DatasetPlace(root.ToString(), latest is null ? null : ListedDataset.Of(latest)));
        }

        return new(places, rest.Count > limit ? places[^1].Root : null);
    }

    private async Task LookAsync(string bucket, List<(DatasetRoot Root, DatasetName Newest)> found, CancellationToken cancellationToken)
    {
        var folders = new Queue<string>([""]);
        for (var looked = 0; looked < MostFolders && folders.TryDequeue(out var folder); looked++)
        {
            var root = new DatasetRoot(bucket, folder);
            if (await datasets.ListAsync(root, before: null, 1, cancellationToken) is [var newest])
            {
                found.Add((root, newest));
            }

            if (folder.Count(sign => sign == '/') < MostDepth)
            {
                var within = await Listing.ReadAsync(objects, bucket, folder, "/", null, MostFolders, cancellationToken);
                foreach (var next in within.Prefixes.Where(prefix => prefix != root.Folder))
                {
                    folders.Enqueue(next);
                }
            }
        }
    }

    /// <summary>The objects of a dataset, in order.</summary>
    /// <exception cref="RefusedException">WEIR6402: there is no such dataset. WEIR6406: it is no name.</exception>
    public async Task<Page<ListedObject>> ListContentsAsync(string root, string name, string? after, int limit, CancellationToken cancellationToken)
    {
        var at = project.DatasetRootOf(root);
        var dataset = await datasets.FindAsync(at, NamedDataset.NameOf(name), cancellationToken) ?? throw new RefusedException(DatasetFailures.NotThere(at, NamedDataset.NameOf(name)));
        var found = await objects.ListAsync(at.Bucket, at.FolderOf(dataset.Name), after, limit + 1, cancellationToken);
        return Page<ListedObject>.Of(found, limit, ListedObject.Of, last => last.Name.Key);
    }
}
