using Weir.Buckets;
using Weir.Datasets;
using Weir.Failures;

namespace Weir.Engine.Datasets;

/// <summary>Puts the name of the newest dataset in the place of <c>LATEST</c>, wherever an object or a prefix is named.</summary>
internal sealed class DatasetPaths(IDatasets datasets)
{
    /// <summary>The same name, with the dataset that is the newest now.</summary>
    /// <exception cref="RefusedException">WEIR6402: there is none. WEIR3002: there is no such bucket.</exception>
    public async Task<ObjectName> ResolveAsync(ObjectName name, CancellationToken cancellationToken) =>
        DatasetKey.Find(name.Key) is { Name: null } latest
            ? name with { Key = latest.With(await LatestAsync(new DatasetRoot(name.Bucket, latest.Prefix), cancellationToken)) }
            : name;

    /// <summary>The same of what keys start with. Right after a dataset's name nothing but a slash may follow.</summary>
    /// <param name="prefix">The bucket, and what the keys start with.</param>
    /// <param name="after">The key after which a listing goes on, if it does: it stays in the dataset that it began in.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="RefusedException">WEIR6402: there is none. WEIR3002: there is no such bucket.</exception>
    public async Task<ObjectName> ResolvePrefixAsync(ObjectName prefix, string? after, CancellationToken cancellationToken)
    {
        if (DatasetKey.Find(prefix.Key) is not { Name: null } latest)
        {
            return prefix;
        }

        var name = after is not null && DatasetKey.Find(after) is { Name: { } begun }
            ? begun
            : await LatestAsync(new DatasetRoot(prefix.Bucket, latest.Prefix), cancellationToken);
        return prefix with { Key = (latest.Rest.Length == 0 ? latest with { Rest = "/" } : latest).With(name) };
    }

    /// <summary>The newest dataset.</summary>
    /// <exception cref="RefusedException">WEIR6402: there is none. WEIR3002: there is no such bucket.</exception>
    public async Task<DatasetName> LatestAsync(DatasetRoot root, CancellationToken cancellationToken) =>
        await datasets.ListAsync(root, before: null, 1, cancellationToken) is [var latest]
            ? latest
            : throw new RefusedException(DatasetFailures.None(root));
}
