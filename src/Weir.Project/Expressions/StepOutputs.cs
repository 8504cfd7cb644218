namespace Weir.Project.Expressions;

/// <summary>The outputs of steps that a template may name, such as <c>steps.total.outputs.id</c>.</summary>
/// <param name="Numbers">The place of each step that has outputs, by its name, counted from one.</param>
internal sealed record StepOutputs(IReadOnlyDictionary<string, int> Numbers)
{
    /// <summary>What names of outputs begin with.</summary>
    public const string Start = "steps.";

    /// <summary>No step has outputs.</summary>
    public static StepOutputs None { get; } = new(new Dictionary<string, int>());

    /// <summary>The place of the step that the template stands in.</summary>
    public int Before { get; init; }

    /// <summary>Says what is wrong with a name, or nothing when it may be used. What is in an output, only the run knows.</summary>
    public (string Message, string Hint)? Check(string name)
    {
        var parts = name.Split('.');
        if (parts is not [_, var step, "outputs", ..])
        {
            return ($"The template names '{name}', which is no output.", "Write steps.NAME.outputs, and behind it what the output has, such as steps.total.outputs.id.");
        }

        if (!Numbers.TryGetValue(step, out var number))
        {
            var known = Numbers.Where(n => n.Value < Before).Select(n => n.Key).ToList();
            return (
                $"The template names '{name}', and no step '{step}' has outputs.",
                known.Count == 0 ? "Steps before it that call a function have outputs." : Nearest.Hint(step, known, "Those before it are"));
        }

        return number < Before
            ? null
            : ($"The template names '{name}', the output of a step that comes later.", "Name the output of a step that stands before it.");
    }
}
