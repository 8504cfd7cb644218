namespace Weir.Local;

/// <summary>How a renaming that replaces nothing ended.</summary>
internal enum Renamed
{
    /// <summary>The file has its new name.</summary>
    Done,

    /// <summary>Something else has that name.</summary>
    Taken,

    /// <summary>The folder of the new name is not there.</summary>
    NoFolder,

    /// <summary>A file stands where a folder of the new name would be.</summary>
    FileInTheWay,
}
