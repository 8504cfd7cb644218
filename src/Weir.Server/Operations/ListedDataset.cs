using Weir.Datasets;

namespace Weir.Server.Operations;

/// <summary>A dataset, as listings print it.</summary>
/// <param name="Bucket">Its bucket.</param>
/// <param name="Prefix">The folder of the datasets that it is among, with a slash at its end.</param>
/// <param name="Name">Its name, which is when it was published.</param>
/// <param name="Objects">How many objects it has.</param>
/// <param name="Bytes">How many bytes they have together.</param>
/// <param name="PublishedAt">When it was published.</param>
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
