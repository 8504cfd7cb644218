using System.CommandLine;

using Weir.Cli.Composition;
using Weir.Failures;
using Weir.Project;
using Weir.Projects;

namespace Weir.Cli.Invocation;

/// <summary>The options that every command understands.</summary>
/// <param name="currentDirectory">The caller's folder.</param>
internal sealed class CommonOptions(string currentDirectory)
{
    public Option<string> Project { get; } = new("--project", "-p")
    {
        Description = "The project's folder.",
        HelpName = "DIR",
        DefaultValueFactory = _ => ".",
        Recursive = true,

        // 'weir test --project' is a call of its own; all others are refused without a folder.
        Arity = ArgumentArity.ZeroOrOne,
    };

    public Option<string> Environment { get; } = new("--env", "-e")
    {
        Description = "The environment: its state, buckets, warehouse and secrets are its own.",
        HelpName = "NAME",
        DefaultValueFactory = _ => EnvironmentDefinition.Local,
        Recursive = true,
    };

    public Option<bool> Help { get; } = new("--help", "-h", "-?")
    {
        Description = "Shows this page.",
        Recursive = true,
    };

    /// <summary>For commands that print records; each adds it itself.</summary>
    public Option<bool> Json { get; } = new("--json")
    {
        Description = "Prints JSON: an array with one object on each line; for a single record, the object.",
    };

    /// <summary>Whether <c>--project</c> is written without a folder, once at least.</summary>
    public bool IsProjectAlone(ParseResult call) =>
        call.GetResult(Project) is { Implicit: false } written && written.IdentifierTokenCount > written.Tokens.Count;

    /// <summary>The full path of a file that the caller names.</summary>
    public string PathOf(string file) => Path.GetFullPath(file, currentDirectory);

    /// <summary>The project and the environment that a call is about.</summary>
    /// <exception cref="RefusedException">WEIR1002: no project is there. WEIR1003: no environment can be called so.</exception>
    public ProjectPlace PlaceOf(ParseResult call)
    {
        var environment = call.GetRequiredValue(Environment);
        EnvironmentNames.Check(environment);
        var folder = Path.GetFullPath(call.GetValue(Project) ?? ".", currentDirectory);
        var place = new ProjectPlace(folder, environment);
        return File.Exists(place.ProjectFile)
            ? place
            : throw new RefusedException(new Failure(
                "WEIR1002",
                $"There is no weir.yaml in {folder}.",
                "Change to a project's folder or name it with --project DIR; 'weir init DIR' makes a new one."));
    }
}
