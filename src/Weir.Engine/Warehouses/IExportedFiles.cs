namespace Weir.Engine.Warehouses;

/// <summary>Files that were exported. Disposing it deletes them.</summary>
internal interface IExportedFiles : IDisposable
{
    /// <summary>How many rows are in them.</summary>
    long Rows { get; }

    /// <summary>Their names, with <c>/</c> between folders; of a single file, nothing is meant by it.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>Opens one of them.</summary>
    Stream Open(string name);
}
