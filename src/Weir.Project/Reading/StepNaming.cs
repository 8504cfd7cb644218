using System.Globalization;

using Weir.Pipelines;
using Weir.Project.Schema;
using Weir.Project.Yaml;

namespace Weir.Project.Reading;

/// <summary>Names the steps of a list.</summary>
internal static class StepNaming
{
    /// <summary>Gives steps without a name that of their kind and place, and notes those that share one.</summary>
    public static IReadOnlyList<ListShape<StepDefinition>.Item> Named(
        IReadOnlyList<ListShape<StepDefinition>.Item> steps, ReadingContext reading, IEnumerable<string>? others = null)
    {
        var named = steps.Select(Named).ToList();
        var taken = new HashSet<string>(others ?? [], StringComparer.OrdinalIgnoreCase);
        foreach (var twin in named.Where(step => !taken.Add(step.Value.Name)))
        {
            reading.Wrong(
                (twin.Node as YamlNode.Map)?["name"] ?? twin.Node,
                "WEIR2206",
                $"{reading.Label} has two steps called '{twin.Value.Name}'.",
                "Rename one of the two.");
        }

        StepNeeds.Check(named, reading);
        return named;
    }

    private static ListShape<StepDefinition>.Item Named(ListShape<StepDefinition>.Item item) => item.Value.Name.Length > 0
        ? item
        : item with { Value = item.Value with { Name = string.Create(CultureInfo.InvariantCulture, $"{item.Value.Kind}-{item.Number}") } };
}
