using Weir.Failures;
using Weir.Projects;

namespace Weir.Project;

/// <summary>What came of reading a project.</summary>
/// <param name="Definition">The project. None when it has a mistake.</param>
/// <param name="Diagnostics">Every mistake, in reading order. Empty when the project is fine.</param>
internal sealed record ReadProject(ProjectDefinition? Definition, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>The files that make the project's revision, in order of their paths. None when it has a mistake.</summary>
    public IReadOnlyList<ContentFile> Content { get; init; } = [];
}
