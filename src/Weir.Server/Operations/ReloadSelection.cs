using System.Text.Json.Serialization;

namespace Weir.Server.Operations;

/// <summary>Which files are to be loaded again.</summary>
internal sealed record ReloadSelection
{
    /// <summary>A file, or a pattern of files: <c>BUCKET/KEY</c> or <c>BUCKET/GLOB</c>. None when a load is named.</summary>
    public string? File { get; init; }

    /// <summary>The load whose file it is.</summary>
    public long? Load { get; init; }

    /// <summary>Only files that landed then or later.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Only files that landed before.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Only into this table.</summary>
    public string? Table { get; init; }

    /// <summary>Where the last page ended.</summary>
    public string? After { get; init; }

    /// <summary>Whether only to say what would be done.</summary>
    [JsonPropertyName("dry_run")]
    public bool IsDryRun { get; init; }
}
