using Weir.Datasets;

namespace Weir.Server.Operations;

/// <summary>A dataset, as listings print it.</summary>
internal sealed record ListedDataset(string Bucket, string Prefix, string Name, long Objects, long Bytes, DateTimeOffset PublishedAt)
{
    public static ListedDataset Of(Dataset dataset) => new(
        dataset.Root.Bucket,
        dataset.Root.Folder,
        dataset.Name.ToString(),
        dataset.Objects,
        dataset.Bytes,
        dataset.Name.At);
}
