namespace Weir.Functions.Processes;

/// <summary>How a process is started.</summary>
internal sealed record ProcessStart
{
    /// <summary>The program and its arguments.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>Where it runs.</summary>
    public required string Folder { get; init; }

    /// <summary>Its whole environment, but for what <see cref="OwnedProcess"/> adds.</summary>
    public required IEnumerable<KeyValuePair<string, string>> Environment { get; init; }

    /// <summary>A text that no other process of ours has.</summary>
    public required string Mark { get; init; }

    /// <summary>A folder for its temporary files, which goes with it.</summary>
    public required string Scratch { get; init; }

    /// <summary>The most memory that it can write to, in kilobytes. No limit when null.</summary>
    public long? HardMemoryLimit { get; init; }
}
