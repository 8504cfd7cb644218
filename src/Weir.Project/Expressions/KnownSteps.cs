namespace Weir.Project.Expressions;

/// <summary>The steps that a template may name, as <c>steps.NAME.outputs</c>, <c>.state</c> or <c>.error</c>.</summary>
/// <param name="List">The steps of the list that the template's step stands in, in order.</param>
/// <param name="Outer">Those that have ended before the list begins, and whether they leave outputs.</param>
internal sealed record KnownSteps(IReadOnlyList<StepOutline> List, IReadOnlyDictionary<string, bool> Outer)
{
    /// <summary>What names of steps begin with.</summary>
    public const string Start = "steps.";

    /// <summary>No step is known.</summary>
    public static KnownSteps None { get; } = new([], new Dictionary<string, bool>());

    /// <summary>The place of the step that the template stands in, counted from one.</summary>
    public int Before { get; init; }

    /// <summary>What the steps of a list within the step may name.</summary>
    public KnownSteps Within(IReadOnlyList<StepOutline> list) => new(list, Ended(Before));

    /// <summary>What the steps of a list may name that begins when all of this one have ended.</summary>
    public KnownSteps After(IReadOnlyList<StepOutline> list) => new(list, Ended(List.Count + 1));

    /// <summary>Says what is wrong with a name, or nothing when it may be used. What is in an output, only the run knows.</summary>
    public (string Message, string Hint)? Check(string name)
    {
        var parts = name.Split('.');
        if (parts is not ([_, _, "outputs", ..] or [_, _, "state" or "error"]))
        {
            return (
                $"The template names '{name}', which no step has.",
                "Write steps.NAME.outputs, and behind it what the output has, such as steps.total.outputs.id; or steps.NAME.state, or steps.NAME.error.");
        }

        var (step, what) = (parts[1], parts[2]);
        var ended = Ended(Before);
        if (ended.TryGetValue(step, out var hasOutputs))
        {
            return hasOutputs || what != "outputs" ? null : Without(name, step, ended);
        }

        return List.FirstOrDefault(other => other.Name == step) is null
            ? Without(name, step, ended)
            : List.Take(Before - 1).Any(other => other.Name == step)
                ? ($"The template names '{name}' of a step that may not have ended by then.", $"Add {step} to the step's 'needs'.")
                : ($"The template names '{name}', the output of a step that comes later.", "Name the output of a step that stands before it.");
    }

    private static (string Message, string Hint) Without(string name, string step, Dictionary<string, bool> ended)
    {
        var known = ended.Where(other => other.Value).Select(other => other.Key).ToList();
        return (
            $"The template names '{name}', and no step '{step}' has outputs.",
            known.Count == 0 ? "Steps before it have outputs that call a function, run a command, SQL or another pipeline, make a request, wait for an object or are approved." : Nearest.Hint(step, known, "Those before it are"));
    }

    /// <summary>The steps that have ended when one begins: what it needs, and what that needs.</summary>
    private Dictionary<string, bool> Ended(int before)
    {
        var ended = new Dictionary<string, bool>(Outer, StringComparer.Ordinal);
        var open = new Stack<int>([before]);
        var seen = new HashSet<int>();
        while (open.TryPop(out var number))
        {
            if (number < 1 || number > List.Count + 1 || !seen.Add(number))
            {
                continue;
            }

            var needs = number <= List.Count ? List[number - 1].Needs : null;
            for (var other = 1; other <= List.Count; other++)
            {
                if (needs is null ? other < number : needs.Contains(List[other - 1].Name))
                {
                    ended[List[other - 1].Name] = List[other - 1].HasOutputs;
                    open.Push(other);
                }
            }
        }

        return ended;
    }
}
