namespace Weir.Tables;

/// <summary>How a file is written. Each may be compressed, with gzip or zstd, Parquet excepted.</summary>
public enum FileFormat
{
    /// <summary>One document, an array of documents, or newline-delimited documents; found out from the content.</summary>
    Json,

    /// <summary>Comma-separated values with a header line (RFC 4180).</summary>
    Csv,

    /// <summary>Apache Parquet.</summary>
    Parquet,
}
