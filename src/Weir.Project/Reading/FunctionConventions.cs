using System.Text.RegularExpressions;

using Weir.Functions;

namespace Weir.Project.Reading;

/// <summary>What the files of a function's folder say where its definition is silent.</summary>
internal sealed partial class FunctionConventions
{
    private const string DefaultClass = "Function";
    private const string DefaultMethod = "FunctionHandler";

    private static readonly string[] PythonModules = ["handler.py", "lambda_function.py"];
    private static readonly string[] NodeModules = ["index.mjs", "index.js", "index.cjs"];

    private readonly string _folder;
    private readonly IReadOnlyList<string> _files;

    private FunctionConventions(string folder, IReadOnlyList<string> files) => (_folder, _files) = (folder, files);

    /// <summary>The runtimes that the files speak for. One when all is well.</summary>
    public IReadOnlyList<FunctionRuntime> Runtimes =>
    [
        .. _files.Contains("bootstrap") ? [FunctionRuntime.Provided] : (IReadOnlyList<FunctionRuntime>)[],
        .. Projects.Count > 0 || Sources.Count == 1 ? [FunctionRuntime.DotNet] : (IReadOnlyList<FunctionRuntime>)[],
        .. PythonModules.Any(_files.Contains) ? [FunctionRuntime.Python3] : (IReadOnlyList<FunctionRuntime>)[],
        .. NodeModules.Any(_files.Contains) ? [FunctionRuntime.Node] : (IReadOnlyList<FunctionRuntime>)[],
    ];

    /// <summary>The .NET projects.</summary>
    public IReadOnlyList<string> Projects => [.. _files.Where(f => f.EndsWith(".csproj", StringComparison.Ordinal))];

    /// <summary>The files of C#.</summary>
    public IReadOnlyList<string> Sources => [.. _files.Where(f => f.EndsWith(".cs", StringComparison.Ordinal))];

    /// <summary>Looks into a folder. One that cannot be listed says nothing.</summary>
    public static FunctionConventions Of(string folder)
    {
        try
        {
            return new FunctionConventions(folder, [.. Directory.EnumerateFiles(folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new FunctionConventions(folder, []);
        }
    }

    /// <summary>The handler that a function has when it names none; none when its files do not tell.</summary>
    public string? HandlerFor(FunctionRuntime runtime) => runtime switch
    {
        FunctionRuntime.Python3 when _files.Contains("handler.py") => "handler.handler",
        FunctionRuntime.Python3 when _files.Contains("lambda_function.py") => "lambda_function.lambda_handler",
        FunctionRuntime.Node when NodeModules.Any(_files.Contains) => "index.handler",
        FunctionRuntime.DotNet when Projects is [var project] => HandlerOfProject(project),
        FunctionRuntime.DotNet when Sources.Count == 1 => $"{DefaultClass}::{DefaultMethod}",
        FunctionRuntime.Provided => "bootstrap",
        _ => null,
    };

    /// <summary>The assembly alone when it is a program, for it speaks the Runtime API itself.</summary>
    private string HandlerOfProject(string project)
    {
        var text = File.ReadAllText(Path.Combine(_folder, project));
        var assembly = AssemblyName.Match(text) is { Success: true } named ? named.Groups[1].Value : Path.GetFileNameWithoutExtension(project);
        return text.Contains("<OutputType>Exe<", StringComparison.OrdinalIgnoreCase) ? assembly : $"{assembly}::{assembly}.{DefaultClass}::{DefaultMethod}";
    }

    [GeneratedRegex("<AssemblyName>\\s*([\\w.-]+)\\s*</AssemblyName>", RegexOptions.CultureInvariant)]
    private static partial Regex AssemblyName { get; }
}
