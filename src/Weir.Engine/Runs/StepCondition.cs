using Weir.Failures;
using Weir.Templates;

namespace Weir.Engine.Runs;

/// <summary>Reads whether a step is to be done.</summary>
internal static class StepCondition
{
    /// <exception cref="RefusedException">WEIR5033: it became neither true nor false.</exception>
    public static bool Holds(Template condition, IReadOnlyDictionary<string, object?> scope) => condition.Render(scope).Trim() switch
    {
        "true" => true,
        "false" or "" => false,
        var other => throw new RefusedException(new Failure(
            "WEIR5033",
            $"The condition '{condition}' became '{other}', which is neither true nor false.",
            "Compare with a helper, such as {{eq inputs.mode \"full\"}}.")),
    };
}
