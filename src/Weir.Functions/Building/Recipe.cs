namespace Weir.Functions.Building;

/// <summary>What a function or a layer is built of, and how.</summary>
internal sealed record Recipe
{
    /// <summary>For messages, such as <c>the function 'orders'</c>.</summary>
    public required string What { get; init; }

    /// <summary>The folder of its source.</summary>
    public required string Source { get; init; }

    /// <summary>Where, below the folder, the modules of its <c>requirements.txt</c> go; none when they are not installed.</summary>
    public string? PythonTarget { get; init; }

    /// <summary>Where, below the folder, its <c>package.json</c> is; none when nothing of it is installed.</summary>
    public string? NodeFolder { get; init; }

    /// <summary>What is compiled, in place of copying the source; none when it is not .NET's.</summary>
    public DotNetSource? DotNet { get; init; }

    /// <summary>Shell commands that build it in place of all else.</summary>
    public IReadOnlyList<string> Commands { get; init; } = [];

    /// <summary>Files that are no part of it.</summary>
    public IReadOnlyList<FilePattern> Exclude { get; init; } = [];

    /// <summary>How a function is built.</summary>
    /// <param name="definition">The function.</param>
    /// <param name="source">Its folder.</param>
    public static Recipe Of(FunctionDefinition definition, string source) => new()
    {
        What = $"the function '{definition.Name}'",
        Source = source,
        Commands = definition.Build,
        Exclude = definition.Exclude,
        PythonTarget = definition.Runtime == FunctionRuntime.Python3 && PythonPackages.AreWanted(source) ? "" : null,
        DotNet = definition.Runtime == FunctionRuntime.DotNet && definition.Build.Count == 0 ? DotNetSource.Of(definition, source) : null,
        NodeFolder = definition.Runtime == FunctionRuntime.Node && NodePackages.AreWanted(source) ? "" : null,
    };

    /// <summary>How a layer is built.</summary>
    /// <param name="name">The layer.</param>
    /// <param name="source">Its folder.</param>
    public static Recipe OfLayer(string name, string source) => new()
    {
        What = $"the layer '{name}'",
        Source = source,
        PythonTarget = PythonPackages.AreWanted(source) ? "python" : null,
        NodeFolder = NodePackages.AreWanted(Path.Combine(source, "nodejs")) ? "nodejs" : null,
    };
}
