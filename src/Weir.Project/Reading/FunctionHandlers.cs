using System.Text.RegularExpressions;

using Weir.Functions;
using Weir.Project.Schema;
using Weir.Project.Yaml;

namespace Weir.Project.Reading;

/// <summary>Checks what a function says is to be called in it.</summary>
internal static partial class FunctionHandlers
{
    /// <summary>Notes what is wrong with a handler.</summary>
    /// <param name="handler">The handler.</param>
    /// <param name="runtime">What runs it.</param>
    /// <param name="folder">The function's folder.</param>
    /// <param name="node">Where the mistake is reported.</param>
    /// <param name="reading">What is being read.</param>
    public static void Check(string handler, FunctionRuntime runtime, string folder, YamlNode node, ReadingContext reading)
    {
        switch (runtime)
        {
            case FunctionRuntime.Python3:
                CheckModule(handler, folder, "a Python function wants module.function, such as handler.handler", [".py", "/__init__.py"], node, reading);
                break;
            case FunctionRuntime.Node:
                CheckModule(handler, folder, "a Node.js function wants module.function, such as index.handler", [".mjs", ".js", ".cjs"], node, reading);
                break;
            case FunctionRuntime.DotNet:
                CheckDotNet(handler, FunctionConventions.Of(folder), node, reading);
                break;
            default:
                CheckBootstrap(folder, node, reading);
                break;
        }
    }

    private static void CheckModule(
        string handler, string folder, string wanted, IReadOnlyList<string> endings, YamlNode node, ReadingContext reading)
    {
        if (Module.Match(handler) is not { Success: true } match)
        {
            reading.Wrong(node, "WEIR2513", $"The handler '{handler}' of {reading.Label} cannot be called: {wanted}.", "Name the file without its extension, a dot and the function.");
            return;
        }

        // In Python, dots within the module's name are folders.
        var module = match.Groups[1].Value;
        var file = endings[0] == ".py" ? module.Replace('.', '/') : module;
        if (!endings.Any(ending => File.Exists(Path.Combine(folder, file + ending))))
        {
            reading.Wrong(
                node,
                "WEIR2514",
                $"The handler '{handler}' of {reading.Label} is in a file that is not there: {file}{endings[0]}.",
                "Name a file of the function's folder in 'handler', without its extension.");
        }
    }

    private static void CheckDotNet(string handler, FunctionConventions files, YamlNode node, ReadingContext reading)
    {
        if (files.Projects.Count > 1 || (files.Projects.Count == 0 && files.Sources.Count != 1))
        {
            reading.Wrong(
                node,
                "WEIR2512",
                $"{reading.Label} has {files.Projects.Count} projects and {files.Sources.Count} files of C# in its folder, so that it is not clear what is built.",
                "Leave one .csproj there, or a single .cs file.");
        }
        else if (!DotNet.IsMatch(handler))
        {
            reading.Wrong(
                node,
                "WEIR2513",
                $"The handler '{handler}' of {reading.Label} cannot be called: a .NET function wants Assembly::Namespace.Class::Method, or the assembly's name alone.",
                "A single .cs file takes Class::Method.");
        }
    }

    private static void CheckBootstrap(string folder, YamlNode node, ReadingContext reading)
    {
        var path = Path.Combine(folder, "bootstrap");
        if (!OperatingSystem.IsWindows() && File.Exists(path) && (File.GetUnixFileMode(path) & UnixFileMode.UserExecute) == 0)
        {
            reading.Wrong(node, "WEIR2515", $"The file 'bootstrap' of {reading.Label} is not executable.", "Make it so: chmod +x bootstrap.");
        }
    }

    [GeneratedRegex(@"^((?:[\w@-]+[./])*[\w@-]+)\.(\w+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Module { get; }

    [GeneratedRegex(@"^(?:[\w.-]+::)?(?:[\w.+]+::\w+)$|^[\w.-]+$", RegexOptions.CultureInvariant)]
    private static partial Regex DotNet { get; }
}
