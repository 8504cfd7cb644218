namespace Weir.Server.Operations.Datasets;

/// <summary>A place where datasets are published.</summary>
/// <param name="Root">Where: <c>bucket</c> or <c>bucket/prefix</c>.</param>
/// <param name="Latest">The newest one; none when there is none yet.</param>
internal sealed record DatasetPlace(string Root, ListedDataset? Latest);
