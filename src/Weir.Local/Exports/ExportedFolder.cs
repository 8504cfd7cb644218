using Weir.Engine.Warehouses;

namespace Weir.Local.Exports;

/// <summary>A folder of exported files, which goes when they have landed.</summary>
internal sealed class ExportedFolder(string folder) : IExportedFiles
{
    public long Rows { get; set; }

    public IReadOnlyList<string> Names => field ??=
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/'))
            .Order(StringComparer.Ordinal),
    ];

    public Stream Open(string name) => new FileStream(Path.Combine(folder, name), FileMode.Open, FileAccess.Read, FileShare.Read, 0);

    public void Dispose()
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // It goes when the environment is opened the next time.
        }
    }
}
