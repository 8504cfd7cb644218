using Weir.Datasets;
using Weir.Engine.Datasets;
using Weir.Failures;
using Weir.Tables;

namespace Weir.Server.Operations;

/// <summary>A dataset as people name it.</summary>
/// <param name="Root">Where it is.</param>
/// <param name="Name">Its name; the newest when null.</param>
internal sealed record DatasetChoice(DatasetRoot Root, DatasetName? Name)
{
    /// <summary>Reads <c>LATEST</c>, a name, <c>bucket</c>, <c>bucket/prefix</c> or <c>bucket/prefix/datasets/NAME</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="tables">Whose sources say where it is, when the text does not.</param>
    /// <param name="buckets">The buckets that there are.</param>
    /// <exception cref="RefusedException">WEIR6406: it is no name and no bucket. WEIR6408: nobody says where.</exception>
    public static DatasetChoice Of(string text, IEnumerable<TableDefinition> tables, IReadOnlyCollection<string> buckets)
    {
        if (text.Contains('/', StringComparison.Ordinal))
        {
            return text.Split('/', 2) is [var bucket, var key] && DatasetKey.Find(key) is { } found
                ? new DatasetChoice(new DatasetRoot(bucket, found.Prefix), found.Name)
                : new DatasetChoice(DatasetRoot.Parse(text), null);
        }

        if (!DatasetName.TryParse(text, out var name) && text != DatasetKey.Latest)
        {
            return buckets.Contains(text)
                ? new DatasetChoice(DatasetRoot.Parse(text), null)
                : throw new RefusedException(DatasetFailures.NoNameOrBucket(text, buckets));
        }

        var roots = tables.SelectMany(table => table.Sources).Select(RootOf).OfType<DatasetRoot>().Distinct().ToList();
        return roots is [var root] ? new DatasetChoice(root, name) : throw new RefusedException(DatasetFailures.NoPlace(text));
    }

    /// <summary>Where the datasets are that a source reads, if no wildcard stands before <c>datasets/</c>.</summary>
    private static DatasetRoot? RootOf(Buckets.ObjectPattern source)
    {
        var folder = $"/{DatasetKey.Folder}/";
        var at = $"/{source.Prefix}".IndexOf(folder, StringComparison.Ordinal);
        return at < 0 ? null : new DatasetRoot(source.Bucket, source.Prefix[..at]);
    }
}
