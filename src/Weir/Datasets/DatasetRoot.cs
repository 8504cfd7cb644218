using Weir.Buckets;

namespace Weir.Datasets;

/// <summary>Where datasets are published: each is the objects under <c>bucket/prefix/datasets/NAME/</c>.</summary>
/// <param name="Bucket">The bucket's name.</param>
/// <param name="Prefix">What stands before <c>datasets/</c>: empty, or with a slash at its end, such as <c>tenant/</c>.</param>
public sealed record DatasetRoot(string Bucket, string Prefix)
{
    /// <summary>What the keys of all datasets here start with.</summary>
    public string Folder => $"{Prefix}{DatasetKey.Folder}/";

    /// <summary>Reads <c>bucket</c>, <c>bucket/prefix</c> or <c>bucket/prefix/</c>.</summary>
    /// <param name="text">The text; its bucket may be empty, which no project has.</param>
    public static DatasetRoot Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (bucket, prefix) = text.Split('/', 2) is [var first, var rest] ? (first, rest) : (text, "");
        return new DatasetRoot(bucket, prefix is "" or [.., '/'] ? prefix : prefix + "/");
    }

    /// <summary>What the keys of a dataset's objects start with.</summary>
    /// <param name="name">The dataset.</param>
    public string FolderOf(DatasetName name) => $"{Folder}{name}/";

    /// <summary>The name of an object of a dataset.</summary>
    /// <param name="name">The dataset.</param>
    /// <param name="member">The object's name within it.</param>
    public ObjectName Member(DatasetName name, string member) => new(Bucket, FolderOf(name) + member);

    /// <summary><c>bucket/prefix</c>, without a slash at its end.</summary>
    public override string ToString() => $"{Bucket}/{Prefix}".TrimEnd('/');
}
