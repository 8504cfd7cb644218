using System.Globalization;

using Weir.Functions.Building;

namespace Weir.Functions.Workers;

/// <summary>How each runtime is started.</summary>
/// <param name="bootstraps">Weir's own programs that run functions.</param>
/// <param name="scope">What functions' variables may name.</param>
internal sealed class Launcher(BootstrapFiles bootstraps, IReadOnlyDictionary<string, object?> scope)
{
    /// <summary>The plan for the workers of a build.</summary>
    /// <exception cref="Failures.RefusedException">WEIR6502: what runs it is not there. WEIR6801: nor is a secret that it is to have.</exception>
    public LaunchPlan PlanOf(FunctionDefinition definition, BuiltPackage built)
    {
        var what = $"The function '{definition.Name}'";
        var (command, variables) = definition.Runtime switch
        {
            FunctionRuntime.Python3 => (
                [Tool.Find("python3", what), bootstraps.PathOf("bootstrap.py")],
                new Dictionary<string, string> { ["PYTHONUNBUFFERED"] = "1", ["AWS_EXECUTION_ENV"] = "AWS_Lambda_python3" }),
            FunctionRuntime.Node => (
                [Tool.Find("node", what), string.Create(CultureInfo.InvariantCulture, $"--max-old-space-size={definition.Memory >> 20}"), bootstraps.PathOf("bootstrap.mjs")],
                new Dictionary<string, string> { ["AWS_EXECUTION_ENV"] = "AWS_Lambda_nodejs" }),
            FunctionRuntime.DotNet => (
                DotNetCommand(Tool.Find("dotnet", what), definition.Handler, built.Build.Folder),
                new Dictionary<string, string>
                {
                    ["AWS_EXECUTION_ENV"] = "AWS_Lambda_dotnet",
                    ["DOTNET_GCHeapHardLimit"] = definition.Memory.ToString("X", CultureInfo.InvariantCulture),
                    ["DOTNET_NOLOGO"] = "1",
                }),
            _ => (
                (IReadOnlyList<string>)[Path.Combine(built.Build.Folder, "bootstrap")],
                new Dictionary<string, string> { ["AWS_EXECUTION_ENV"] = "AWS_Lambda_provided" }),
        };
        return new LaunchPlan
        {
            Definition = definition,
            Command = command,
            Folder = built.Build.Folder,
            Environment = FunctionEnvironment.Of(definition, built.Build.Folder, variables, built.Layers, scope),
        };
    }

    /// <summary>A program runs by itself; a library within Weir's own program.</summary>
    private IReadOnlyList<string> DotNetCommand(string dotnet, string handler, string folder) => handler.Contains("::", StringComparison.Ordinal)
        ? [dotnet, "exec", "--runtimeconfig", Path.Combine(folder, DotNetPublish.RuntimeConfig), bootstraps.PathOf("bootstrap.dll")]
        : [dotnet, Path.Combine(folder, handler + ".dll")];
}
