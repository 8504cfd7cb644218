using Weir.Failures;
using Weir.Templates;

namespace Weir.Engine.Steps;

/// <summary>The environment variables that a step has of its own.</summary>
internal static class StepVariables
{
    /// <summary>Fills them in.</summary>
    /// <exception cref="RefusedException">WEIR6606: one has a NUL in it.</exception>
    public static Dictionary<string, string> Of(IReadOnlyDictionary<string, Template> env, string step, StepContext context)
    {
        var variables = env.ToDictionary(variable => variable.Key, variable => variable.Value.Render(context.Scope), StringComparer.Ordinal);
        return variables.FirstOrDefault(variable => variable.Value.Contains('\0')).Key is { } name
            ? throw new RefusedException(new Failure(
                "WEIR6606", $"The variable '{name}' of the step '{step}' has a NUL in it, which no process can be given.", "See what its template names."))
            : variables;
    }
}
