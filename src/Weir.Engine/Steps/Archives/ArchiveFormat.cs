namespace Weir.Engine.Steps.Archives;

/// <summary>How an archive is packed.</summary>
internal enum ArchiveFormat
{
    /// <summary>A zip, also one beyond 4 GiB or 65,535 entries.</summary>
    Zip,

    /// <summary>A tar.</summary>
    Tar,

    /// <summary>A tar within a gzip.</summary>
    TarGz,

    /// <summary>One file within a gzip.</summary>
    Gz,
}
