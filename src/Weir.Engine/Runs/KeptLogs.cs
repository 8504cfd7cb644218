using Weir.Pipelines;
using Weir.Projects;

namespace Weir.Engine.Runs;

/// <summary>How long what steps write is kept.</summary>
/// <param name="project">Says so, for itself and for its functions.</param>
internal sealed class KeptLogs(ProjectDefinition project)
{
    /// <summary>How long what a step writes is kept; as long as its run when none.</summary>
    public TimeSpan? Of(StepDefinition step)
    {
        var own = step is StepDefinition.Function { Called: var called } ? project.Functions.GetValueOrDefault(called)?.LogRetention : null;
        return (own ?? project.LogRetention) is { } kept && kept < project.Retention ? kept : null;
    }
}
