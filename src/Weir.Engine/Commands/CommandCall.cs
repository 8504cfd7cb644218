using Weir.Engine.Functions;
using Weir.Runs;

namespace Weir.Engine.Commands;

/// <summary>A command to run.</summary>
/// <param name="Run">The run that it is for.</param>
/// <param name="Text">What is run, in the words of <see cref="Interpreter"/>.</param>
internal sealed record CommandCall(RunId Run, string Text)
{
    /// <summary>Who runs it, for messages.</summary>
    public required string Who { get; init; }

    /// <summary>The program that reads it. The system's shell by default.</summary>
    public string Interpreter { get; init; } = "sh";

    /// <summary>Where it runs: an absolute path, or one from the project's folder. The run's scratch folder when null.</summary>
    public string? Folder { get; init; }

    /// <summary>The folder of the project's scripts, an absolute path; the one that the project has now when null.</summary>
    public string? Scripts { get; init; }

    /// <summary>Environment variables. None by default.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>Takes what it writes while it runs. None by default.</summary>
    public LiveOutput? Live { get; init; }

    /// <summary>Files that go in and come out. None by default.</summary>
    public FunctionFiles? Files { get; init; }
}
