namespace Weir.Cli.Testing;

/// <summary>What a test found otherwise than it expects.</summary>
/// <param name="Line">Where in the test's file it is expected.</param>
/// <param name="What">What is otherwise, in one line.</param>
internal sealed record TestDifference(int Line, string What)
{
    /// <summary>What was expected and not found, one in each line.</summary>
    public IReadOnlyList<string> Expected { get; init; } = [];

    /// <summary>What was found and not expected, one in each line.</summary>
    public IReadOnlyList<string> Found { get; init; } = [];

    /// <summary>What the reader can do. None when it is plain.</summary>
    public string? Hint { get; init; }
}
