namespace Weir.Server.Operations;

/// <summary>Which files are sent to a table or a pipeline once more.</summary>
internal sealed record BackfillOrder
{
    /// <summary>The table, or the pipeline.</summary>
    public required string Target { get; init; }

    /// <summary>Whether it is a pipeline also when there is a table of that name.</summary>
    public bool IsPipeline { get; init; }

    /// <summary>Only files of this time or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only files of a time before.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Only files with this key or one after it.</summary>
    public string? FromKey { get; init; }

    /// <summary>Only files with a key before.</summary>
    public string? ToKey { get; init; }

    /// <summary>Whether to begin again where it was ended before its end.</summary>
    public bool Restart { get; init; }
}
