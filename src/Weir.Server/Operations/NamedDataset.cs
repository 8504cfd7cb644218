using Weir.Buckets;
using Weir.Datasets;
using Weir.Engine.Datasets;
using Weir.Failures;
using Weir.Projects;

namespace Weir.Server.Operations;

/// <summary>Reads how callers name datasets.</summary>
internal static class NamedDataset
{
    /// <exception cref="RefusedException">WEIR6406: it is no name.</exception>
    public static DatasetName NameOf(string text) =>
        DatasetName.TryParse(text, out var name) ? name : throw new RefusedException(DatasetFailures.NoName(text));

    /// <exception cref="RefusedException">WEIR3002: there is no such bucket. Others: no object can be there.</exception>
    public static DatasetRoot DatasetRootOf(this ProjectDefinition project, string text)
    {
        var root = DatasetRoot.Parse(text);
        project.CheckBucket(root.Bucket);
        return ObjectKey.Check(root.Folder + "x") is { } refused ? throw new RefusedException(refused) : root;
    }
}
