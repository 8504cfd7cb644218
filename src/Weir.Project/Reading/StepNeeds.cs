using Weir.Pipelines;
using Weir.Project.Schema;
using Weir.Project.Yaml;

namespace Weir.Project.Reading;

/// <summary>Finds steps that need what is not there, or one another.</summary>
internal static class StepNeeds
{
    /// <param name="steps">The steps of one list, named.</param>
    /// <param name="reading">Takes the mistakes.</param>
    public static void Check(IReadOnlyList<ListShape<StepDefinition>.Item> steps, ReadingContext reading)
    {
        var names = steps.Select(step => step.Value.Name).ToList();
        var good = true;
        foreach (var step in steps)
        {
            foreach (var unknown in (step.Value.Control.Needs ?? []).Where(needed => !names.Contains(needed)))
            {
                good = false;
                reading.Wrong(
                    NodeOf(step), "WEIR2331", $"The step '{step.Value.Name}' of {reading.Label} needs '{unknown}', which is no step beside it.", Nearest.Hint(unknown, names, "There are"));
            }
        }

        if (good && CircleIn(steps, names) is { } circle)
        {
            reading.Wrong(
                NodeOf(steps[circle[0]]),
                "WEIR2332",
                $"Steps of {reading.Label} wait for one another for ever: {string.Join(", which needs ", circle.Append(circle[0]).Select(at => $"'{names[at]}'"))}.",
                "A step without 'needs' needs all that stand before it; 'needs: []' needs none.");
        }
    }

    private static YamlNode NodeOf(ListShape<StepDefinition>.Item step) => (step.Node as YamlNode.Map)?[StepControlKeys.Needs.Name] ?? step.Node;

    private static List<int>? CircleIn(IReadOnlyList<ListShape<StepDefinition>.Item> steps, List<string> names)
    {
        var state = new int[steps.Count];
        var way = new List<int>();
        return Enumerable.Range(0, steps.Count).Select(Follow).FirstOrDefault(found => found is not null);

        List<int>? Follow(int at)
        {
            if (state[at] != 0)
            {
                return state[at] == 1 ? way[way.IndexOf(at)..] : null;
            }

            state[at] = 1;
            way.Add(at);
            var needs = steps[at].Value.Control.Needs?.Select(needed => names.IndexOf(needed)) ?? Enumerable.Range(0, at);
            var found = needs.Select(Follow).FirstOrDefault(circle => circle is not null);
            way.RemoveAt(way.Count - 1);
            state[at] = 2;
            return found;
        }
    }
}
