using Weir.Templates;

namespace Weir.Functions;

/// <summary>Code with AWS Lambda's contract, as the user declared it. The code is in the project's <c>functions/NAME/</c>.</summary>
public sealed record FunctionDefinition
{
    /// <summary>The function's name, which is that of its folder.</summary>
    public required string Name { get; init; }

    /// <summary>What runs it.</summary>
    public required FunctionRuntime Runtime { get; init; }

    /// <summary>What is called in it, as the runtime wants it named.</summary>
    public required string Handler { get; init; }

    /// <summary>How long one invocation may take. A minute by default.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How many bytes of memory its process and that process's children may use together. 512 MB by default.</summary>
    public long Memory { get; init; } = 512L << 20;

    /// <summary>How many invocations may run at a time, each in a process of its own. 4 by default.</summary>
    public int Concurrency { get; init; } = 4;

    /// <summary>How long what it writes is kept, where its runs are kept longer. As the project says by default.</summary>
    public TimeSpan? LogRetention { get; init; }

    /// <summary>Environment variables for the function, filled in when a process of it starts. None by default.</summary>
    public IReadOnlyDictionary<string, Template> Env { get; init; } = new Dictionary<string, Template>();

    /// <summary>Folders of the project's <c>layers/</c> that the function uses; a later one goes before an earlier one.</summary>
    public IReadOnlyList<string> Layers { get; init; } = [];

    /// <summary>Shell commands that build the function, in place of what Weir would do. None by default.</summary>
    public IReadOnlyList<string> Build { get; init; } = [];

    /// <summary>Globs, relative to the function's folder, of files that are no part of the function. None by default.</summary>
    public IReadOnlyList<FilePattern> Exclude { get; init; } = [];
}
