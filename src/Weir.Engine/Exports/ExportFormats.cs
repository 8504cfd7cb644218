using Weir.Engine.Warehouses;
using Weir.Failures;
using Weir.Tables;

namespace Weir.Engine.Exports;

/// <summary>Finds out how a file is to be written.</summary>
internal static class ExportFormats
{
    private static readonly Dictionary<string, (ExportFormat Format, FileFormat Kind)> ByEnding = new(StringComparer.OrdinalIgnoreCase)
    {
        [".csv"] = (ExportFormat.Csv, FileFormat.Csv),
        [".csv.gz"] = (ExportFormat.CsvGzip, FileFormat.Csv),
        [".tsv"] = (ExportFormat.Tsv, FileFormat.Csv),
        [".json"] = (ExportFormat.Json, FileFormat.Json),
        [".ndjson"] = (ExportFormat.JsonLines, FileFormat.Json),
        [".jsonl"] = (ExportFormat.JsonLines, FileFormat.Json),
        [".ndjson.gz"] = (ExportFormat.JsonLinesGzip, FileFormat.Json),
        [".jsonl.gz"] = (ExportFormat.JsonLinesGzip, FileFormat.Json),
        [".json.gz"] = (ExportFormat.JsonLinesGzip, FileFormat.Json),
        [".parquet"] = (ExportFormat.Parquet, FileFormat.Parquet),
    };

    /// <summary>The ending of files below a prefix.</summary>
    public static string EndingOf(FileFormat format) => format switch
    {
        FileFormat.Csv => ".csv",
        FileFormat.Json => ".ndjson",
        _ => ".parquet",
    };

    /// <param name="key">The file's key.</param>
    /// <param name="asked">What was asked for; none when the ending is to say.</param>
    /// <exception cref="RefusedException">WEIR6422: the ending says nothing, or something else.</exception>
    public static ExportFormat Of(string key, FileFormat? asked)
    {
        var name = key[(key.LastIndexOf('/') + 1)..];
        var known = ByEnding.Where(ending => name.EndsWith(ending.Key, StringComparison.OrdinalIgnoreCase))
            .OrderByDescending(ending => ending.Key.Length)
            .Select(ending => ending.Value)
            .ToList();
        return (known, asked) switch
        {
            ([var found, ..], null) => found.Format,
            ([var found, ..], { } format) when found.Kind == format => found.Format,
            ([], { } format) => ByEnding[EndingOf(format)].Format,
            _ => throw new RefusedException(new Failure(
                "WEIR6422",
                asked is null ? $"The ending of '{key}' does not say how to write it." : $"'{key}' ends as another format does than the one asked for.",
                "End it in .csv, .csv.gz, .tsv, .json, .ndjson, .ndjson.gz or .parquet, or say the format.")),
        };
    }
}
