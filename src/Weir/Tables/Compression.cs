namespace Weir.Tables;

/// <summary>How a file is compressed.</summary>
public enum Compression
{
    /// <summary>With gzip when its key ends in <c>.gz</c>, else not at all.</summary>
    ByKey,

    /// <summary>Not at all, whatever its key.</summary>
    None,

    /// <summary>With gzip, whatever its key.</summary>
    Gzip,
}
