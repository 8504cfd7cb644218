using Weir.Buckets;
using Weir.Tables;

namespace Weir.Project.Reading;

/// <summary>How files are written, by the endings of the keys that a pattern means.</summary>
internal static class FileFormats
{
    private static readonly Dictionary<string, FileFormat> ByEnding = new(StringComparer.OrdinalIgnoreCase)
    {
        [".json"] = FileFormat.Json,
        [".ndjson"] = FileFormat.Json,
        [".jsonl"] = FileFormat.Json,
        [".csv"] = FileFormat.Csv,
        [".tsv"] = FileFormat.Csv,
        [".parquet"] = FileFormat.Parquet,
    };

    /// <summary>The words of a project file.</summary>
    public static IReadOnlyDictionary<string, FileFormat> Words { get; } = new Dictionary<string, FileFormat>
    {
        ["json"] = FileFormat.Json,
        ["csv"] = FileFormat.Csv,
        ["parquet"] = FileFormat.Parquet,
    };

    /// <summary>The one format of all that the pattern means, when its ending tells.</summary>
    public static FileFormat? Of(ObjectPattern pattern)
    {
        var formats = PatternSamples.Of(pattern).Select(name => OfKey(name.Key)).Distinct().ToList();
        return formats is [{ } one] ? one : null;
    }

    private static FileFormat? OfKey(string key) =>
        ByEnding.TryGetValue(Path.GetExtension(KeyEndings.Plain(key)), out var format) ? format : null;
}
