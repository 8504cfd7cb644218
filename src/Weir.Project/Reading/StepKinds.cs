namespace Weir.Project.Reading;

/// <summary>The words that say what a step does, for those who must know a step before it is read.</summary>
internal static class StepKinds
{
    /// <summary>The key of a step's name.</summary>
    public const string Name = "name";

    /// <summary>All words.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "copy", "move", "delete", "unzip", "dataset", "export", "publish", "function", "shell", "sql", "http", "notify", "wait", "approve", "run", "schedule", "for_each",
    ];

    /// <summary>Those of steps that leave something for later steps to name.</summary>
    public static IReadOnlyList<string> WithOutputs { get; } = ["function", "shell", "sql", "http", "wait", "approve", "run", "schedule", "for_each"];
}
