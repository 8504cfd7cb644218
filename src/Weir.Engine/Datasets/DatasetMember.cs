using Weir.Buckets;

namespace Weir.Engine.Datasets;

/// <summary>An object that becomes part of a dataset.</summary>
/// <param name="Name">Its name there, after the dataset's.</param>
/// <param name="Source">The object.</param>
internal sealed record DatasetMember(string Name, StoredObject Source);
