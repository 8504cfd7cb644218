using Weir.Failures;

namespace Weir.Cli.Composition;

/// <summary>The project has mistakes, so that nothing can be done with it.</summary>
/// <param name="folder">The project's folder.</param>
/// <param name="diagnostics">Every mistake.</param>
internal sealed class WrongProjectException(string folder, IReadOnlyList<Diagnostic> diagnostics)
    : Exception($"The project in {folder} has mistakes.")
{
    public string Folder => folder;

    public IReadOnlyList<Diagnostic> Diagnostics => diagnostics;
}
