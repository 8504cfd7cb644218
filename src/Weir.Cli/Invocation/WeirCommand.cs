using System.CommandLine;

namespace Weir.Cli.Invocation;

/// <summary>A command with the examples that its help and the reference show.</summary>
/// <param name="name">What is typed.</param>
/// <param name="description">What it does, in one sentence.</param>
internal abstract class WeirCommand(string name, string description) : Command(name, description)
{
    /// <summary>The word that is typed before its name, such as <c>dataset</c> of <c>dataset create</c>. None by default.</summary>
    public string? Group { get; init; }

    /// <summary>All words that are typed to call it.</summary>
    public string FullName => Group is null ? Name : $"{Group} {Name}";

    /// <summary>How it is called, after its name and before its options.</summary>
    public string Synopsis { get; init; } = "";

    /// <summary>What else is to be known.</summary>
    public string? Remarks { get; init; }

    /// <summary>Whether <c>--project</c> without a folder has a meaning of its own. No by default.</summary>
    public bool TakesProjectAlone { get; init; }

    public IReadOnlyList<Example> Examples { get; init; } = [];

    /// <summary>Does what was called.</summary>
    /// <returns>The process's exit code.</returns>
    public abstract Task<int> RunAsync(ParseResult call, CancellationToken cancellationToken);
}
