using Weir.Buckets;
using Weir.Datasets;

namespace Weir.Engine.Datasets;

/// <summary>Which folders the names of a dataset's objects keep.</summary>
/// <remarks>
/// A dataset of what stands beside it looks like it: what follows its own prefix is kept, and tables that take files by their folders take
/// them from the dataset, too. What comes out of another dataset keeps the name that it has there. Of all else, what follows the folder that
/// the sources of a bucket have in common is kept: of a single prefix all that is below it, of a single object its last segment.
/// </remarks>
/// <param name="root">Where the dataset will be.</param>
/// <param name="folders">The folders of all sources.</param>
internal sealed class DatasetFolders(DatasetRoot root, IReadOnlyList<ObjectName> folders)
{
    /// <summary>The part of the keys below a source's folder that is left out.</summary>
    /// <param name="folder">The folder.</param>
    public string AboveNames(ObjectName folder) =>
        Own(folder) ?? folders.Where(other => other.Bucket == folder.Bucket && Own(other) is null).Select(other => other.Key).Aggregate(Common);

    private string? Own(ObjectName folder) => DatasetKey.Find(folder.Key) switch
    {
        { Name: { } name } dataset => dataset.With(name)[..^dataset.Rest.Length] + "/",
        _ when folder.Bucket == root.Bucket && folder.Key.StartsWith(root.Prefix, StringComparison.Ordinal) => root.Prefix,
        _ => null,
    };

    /// <summary>The folder that is above both.</summary>
    private static string Common(string one, string other)
    {
        var same = one.AsSpan().CommonPrefixLength(other);
        return one[..(one.LastIndexOf('/', Math.Max(same - 1, 0), same) + 1)];
    }
}
