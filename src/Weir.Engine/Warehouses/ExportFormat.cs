namespace Weir.Engine.Warehouses;

/// <summary>How exported files are written.</summary>
internal enum ExportFormat
{
    /// <summary>Comma-separated values with a header line.</summary>
    Csv,

    /// <summary>The same, compressed with gzip.</summary>
    CsvGzip,

    /// <summary>Values separated by tabs, with a header line.</summary>
    Tsv,

    /// <summary>An array of JSON objects.</summary>
    Json,

    /// <summary>A JSON object on each line.</summary>
    JsonLines,

    /// <summary>The same, compressed with gzip.</summary>
    JsonLinesGzip,

    /// <summary>Apache Parquet.</summary>
    Parquet,
}
