namespace Weir.Functions;

/// <summary>What runtimes are called in project files and in listings.</summary>
public static class FunctionRuntimeNames
{
    private static readonly Dictionary<FunctionRuntime, string> Names = new()
    {
        [FunctionRuntime.Python3] = "python3",
        [FunctionRuntime.Node] = "node",
        [FunctionRuntime.DotNet] = "dotnet",
        [FunctionRuntime.Provided] = "provided",
    };

    /// <summary>Every runtime by its name.</summary>
    public static IReadOnlyDictionary<string, FunctionRuntime> All { get; } = Names.ToDictionary(n => n.Value, n => n.Key);

    /// <summary>A runtime's name, such as <c>python3</c>.</summary>
    /// <param name="runtime">The runtime.</param>
    public static string Of(FunctionRuntime runtime) => Names[runtime];
}
