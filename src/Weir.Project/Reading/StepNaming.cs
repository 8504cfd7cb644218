using System.Globalization;

using Weir.Pipelines;
using Weir.Project.Schema;
using Weir.Project.Yaml;

namespace Weir.Project.Reading;

/// <summary>Names the steps of a list.</summary>
internal static class StepNaming
{
    /// <summary>Gives steps without a name that of their kind and place, and notes those that share one.</summary>
    /// <param name="steps">The list.</param>
    /// <param name="reading">Notes what is wrong.</param>
    /// <param name="before">The names of the steps that stand before the list; places are counted on from them.</param>
    public static IReadOnlyList<ListShape<StepDefinition>.Item> Named(
        IReadOnlyList<ListShape<StepDefinition>.Item> steps, ReadingContext reading, IReadOnlyList<string>? before = null)
    {
        var named = steps.Select(step => Named(step, before?.Count ?? 0)).ToList();
        var taken = new HashSet<string>(before ?? [], StringComparer.OrdinalIgnoreCase);
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

    /// <summary>The name of a step that has none.</summary>
    public static string Default(string kind, int place) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{place}");

    private static ListShape<StepDefinition>.Item Named(ListShape<StepDefinition>.Item item, int before) => item.Value.Name.Length > 0
        ? item
        : item with { Value = item.Value with { Name = Default(item.Value.Kind, before + item.Number) } };
}
