namespace Weir.Dashboard.Datasets;

/// <summary>Addresses of the pages of datasets. What they are about has slashes, so it stands behind the path.</summary>
internal static class DatasetTexts
{
    public static string VersionsPath(string root) => $"/datasets/versions?root={Uri.EscapeDataString(root)}";

    public static string ContentsPath(string root, string name) => $"/datasets/contents?root={Uri.EscapeDataString(root)}&name={Uri.EscapeDataString(name)}";
}
