namespace Weir.Runs;

/// <summary>A word to a run that goes on. A run that waits goes on for it.</summary>
public sealed record RunSignal
{
    /// <summary>The run.</summary>
    public required RunId RunId { get; init; }

    /// <summary>What it says.</summary>
    public required RunSignalKind Kind { get; init; }

    /// <summary>Its place among all signals; later ones are greater. Zero until it is stored.</summary>
    public long Number { get; init; }

    /// <summary>The step that it is for, by name; none when it is for the run.</summary>
    public string? Step { get; init; }

    /// <summary>Who sent it; none when it was no person.</summary>
    public string? By { get; init; }

    /// <summary>What was said with it: a comment, or the end of a run in JSON. None by default.</summary>
    public string? Data { get; init; }

    /// <summary>When it was sent, in UTC.</summary>
    public required DateTimeOffset Time { get; init; }
}
