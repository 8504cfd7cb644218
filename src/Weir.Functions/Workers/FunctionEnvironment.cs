using System.Globalization;

using Weir.Engine.Functions;
using Weir.Functions.Building;
using Weir.Functions.Processes;

namespace Weir.Functions.Workers;

/// <summary>The environment variables that a function sees: those of AWS Lambda, its own, and few of Weir's.</summary>
internal static class FunctionEnvironment
{
    /// <summary>A function's name in the form that AWS has for it.</summary>
    public static string ArnOf(string name) =>
        $"arn:aws:lambda:{AwsRegion.Name}:000000000000:function:{name}";

    /// <summary>The variables that all workers of a function have.</summary>
    /// <param name="definition">The function.</param>
    /// <param name="folder">Where its files are.</param>
    /// <param name="runtime">Those that the runtime needs.</param>
    /// <param name="layers">The folders of its layers; a later one goes before an earlier one.</param>
    /// <param name="scope">What its own may name.</param>
    /// <exception cref="Failures.RefusedException">WEIR6801: nobody has a secret that it is to have.</exception>
    public static Dictionary<string, string> Of(
        FunctionDefinition definition,
        string folder,
        IEnumerable<KeyValuePair<string, string>> runtime,
        IReadOnlyList<string> layers,
        IReadOnlyDictionary<string, object?> scope)
    {
        var all = PassedOnVariables.Read();
        all.TryAdd("AWS_REGION", AwsRegion.Name);
        all.TryAdd("AWS_DEFAULT_REGION", all["AWS_REGION"]);
        all["TZ"] = "UTC";
        all["_HANDLER"] = definition.Runtime == FunctionRuntime.DotNet ? DotNetSource.FullHandler(definition.Handler) : definition.Handler;
        all["LAMBDA_TASK_ROOT"] = folder;
        all["LAMBDA_RUNTIME_DIR"] = folder;
        all["AWS_LAMBDA_FUNCTION_NAME"] = definition.Name;
        all["AWS_LAMBDA_FUNCTION_VERSION"] = "$LATEST";
        all["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = (definition.Memory >> 20).ToString(CultureInfo.InvariantCulture);
        all["AWS_LAMBDA_LOG_GROUP_NAME"] = $"/aws/lambda/{definition.Name}";
        all["AWS_LAMBDA_INITIALIZATION_TYPE"] = "on-demand";
        foreach (var (name, value) in runtime)
        {
            all[name] = value;
        }

        AddLayers(all, layers);
        foreach (var (name, value) in definition.Env)
        {
            all[name] = value.Render(scope);
        }

        return all;
    }

    private static void AddLayers(Dictionary<string, string> all, IReadOnlyList<string> layers)
    {
        Prepend(all, "PATH", layers, "bin");
        Prepend(all, "LD_LIBRARY_PATH", layers, "lib");
        Prepend(all, "PYTHONPATH", layers, "python");
        Prepend(all, "NODE_PATH", layers, "nodejs/node_modules");
    }

    private static void Prepend(Dictionary<string, string> all, string name, IReadOnlyList<string> layers, string within)
    {
        var folders = layers.Reverse().Select(layer => Path.Combine(layer, within)).Where(Directory.Exists).ToList();
        if (folders.Count > 0)
        {
            all[name] = string.Join(':', all.TryGetValue(name, out var before) ? [.. folders, before] : folders);
        }
    }
}
