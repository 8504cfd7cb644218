namespace Weir.Datasets;

/// <summary>A published dataset.</summary>
/// <param name="Root">Where it is.</param>
/// <param name="Name">Its name there.</param>
/// <param name="Objects">How many objects it has.</param>
/// <param name="Bytes">Their sizes together.</param>
public sealed record Dataset(DatasetRoot Root, DatasetName Name, long Objects, long Bytes)
{
    /// <summary><c>bucket/prefix/datasets/NAME</c>.</summary>
    public override string ToString() => $"{Root.Bucket}/{Root.FolderOf(Name)}".TrimEnd('/');
}
