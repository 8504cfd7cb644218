using System.Text.RegularExpressions;

namespace Weir.Functions.Building;

/// <summary>The C# of a function: a project, or a single file.</summary>
/// <param name="File">The project or the file.</param>
/// <param name="Assembly">What the assembly is to be called; none when the project says it.</param>
internal sealed partial record DotNetSource(string File, string? Assembly)
{
    /// <summary>What a single file's assembly is called when its handler does not say.</summary>
    public const string DefaultAssembly = "function";

    /// <summary>Folders with what builds make.</summary>
    public static readonly string[] Left = ["bin", "obj"];

    /// <summary>Whether it is a single file.</summary>
    public bool IsSingle => File.EndsWith(".cs", StringComparison.Ordinal);

    /// <summary>The C# of a function's folder, of which the project's reader saw to it that there is one.</summary>
    public static DotNetSource Of(FunctionDefinition definition, string folder)
    {
        var project = Directory.EnumerateFiles(folder, "*.csproj").FirstOrDefault();
        return project is not null
            ? new DotNetSource(project, null)
            : new DotNetSource(Directory.EnumerateFiles(folder, "*.cs").First(), AssemblyOf(definition.Handler));
    }

    /// <summary>A handler with its assembly: that of a single file may do without.</summary>
    public static string FullHandler(string handler) =>
        handler.Split("::").Length == 2 ? $"{DefaultAssembly}::{handler}" : handler;

    /// <summary>The folders of the projects that it refers to, at any distance.</summary>
    public IReadOnlyList<string> Others()
    {
        var found = new List<string>();
        var open = new Stack<string>(IsSingle ? [] : [File]);
        while (open.TryPop(out var project))
        {
            var folder = Path.GetDirectoryName(project)!;
            foreach (Match reference in Reference.Matches(System.IO.File.Exists(project) ? System.IO.File.ReadAllText(project) : ""))
            {
                var other = Path.GetFullPath(reference.Groups[1].Value.Replace('\\', '/'), folder);
                var home = Path.GetDirectoryName(other)!;
                if (Directory.Exists(home) && !found.Contains(home))
                {
                    found.Add(home);
                    open.Push(other);
                }
            }
        }

        return found;
    }

    private static string AssemblyOf(string handler) => handler.Split("::") is [var assembly, _, _] ? assembly : DefaultAssembly;

    [GeneratedRegex("<ProjectReference\\s[^>]*Include=\"([^\"]+)\"", RegexOptions.CultureInvariant)]
    private static partial Regex Reference { get; }
}
