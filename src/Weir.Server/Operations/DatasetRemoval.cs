using System.Text.Json.Serialization;

namespace Weir.Server.Operations;

/// <summary>Asks to take datasets away: those that are named, or those that are not to be kept.</summary>
internal sealed record DatasetRemoval
{
    /// <summary>Where, as <c>bucket/prefix</c>.</summary>
    public required string Root { get; init; }

    /// <summary>The datasets; none when it goes by what is to be kept.</summary>
    public IReadOnlyList<string> Names { get; init => field = value ?? []; } = []; // what a body leaves out is read as null

    /// <summary>How many of the newest stay at the least; one when null.</summary>
    public int? Keep { get; init; }

    /// <summary>Only those that were published before.</summary>
    public DateTimeOffset? PublishedBefore { get; init; }

    /// <summary>Whether only to say which.</summary>
    [JsonPropertyName("dry_run")]
    public bool IsDryRun { get; init; }
}
