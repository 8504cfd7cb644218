using Weir.Datasets;

namespace Weir.Local.Datasets;

/// <summary>From which key on, and before which, a dataset's objects are.</summary>
/// <param name="From">The first key that there may be.</param>
/// <param name="Before">The first key after all that there may be.</param>
internal readonly record struct DatasetRange(string From, string Before)
{
    // In the order of bytes, '0' follows '/'.
    public static DatasetRange Of(DatasetRoot root, DatasetName name) => root.FolderOf(name) is var folder
        ? new DatasetRange(folder, folder[..^1] + "0")
        : default;
}
