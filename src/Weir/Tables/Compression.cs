namespace Weir.Tables;

/// <summary>How a file is compressed.</summary>
public enum Compression
{
    /// <summary>With gzip when its key ends in <c>.gz</c>, with zstd when in <c>.zst</c> or <c>.zstd</c>, else not at all.</summary>
    ByKey,

    /// <summary>Not at all, whatever its key.</summary>
    None,

    /// <summary>With gzip, whatever its key.</summary>
    Gzip,

    /// <summary>With zstd, whatever its key. It needs the system's libzstd.</summary>
    Zstd,
}
