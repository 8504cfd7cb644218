using Weir.Local.Objects;
using Weir.Tables;

namespace Weir.Local.Lake;

/// <summary>A table whose rows are Parquet files.</summary>
/// <param name="Name">The table.</param>
/// <param name="Storage">How its files are laid out.</param>
/// <param name="Place">Where they are.</param>
internal sealed record LakeTable(string Name, ParquetStorage Storage, TablePlace Place)
{
    /// <summary>Where a file is kept.</summary>
    public string PathOf(LakeFile file) => Path.Combine([Place.Kept, .. file.Kept.Split('/')]);

    /// <summary>Where a file is shown.</summary>
    public string ShownPathOf(LakeFile file) => Path.Combine([Place.Shown, .. file.Shown.Split('/')]);
}
