namespace Weir.Functions.Workers;

/// <summary>How a function's process is started.</summary>
internal sealed record LaunchPlan
{
    /// <summary>The function.</summary>
    public required FunctionDefinition Definition { get; init; }

    /// <summary>The program and its arguments.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>The folder of the function's files.</summary>
    public required string Folder { get; init; }

    /// <summary>The whole environment, but for what differs from worker to worker.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }
}
