using Weir.Buckets;
using Weir.Pipelines;
using Weir.Project.Schema;
using Weir.Project.Yaml;

namespace Weir.Project.Reading;

/// <summary>Finds steps that write what their own pipeline is triggered by, and so would run for ever.</summary>
/// <remarks>Each trigger is tried with made-up objects: what is reported here is certain, what is not may still loop.</remarks>
internal static class TriggerLoops
{
    /// <summary>Notes the steps that loop.</summary>
    public static void Check(
        IEnumerable<TriggerDefinition> triggers, IReadOnlyList<ListShape<StepDefinition>.Item> steps, ReadingContext reading)
    {
        var filters = Filters(triggers).ToList();
        var samples = filters.SelectMany(PatternSamples.Of).ToList();
        foreach (var step in steps)
        {
            foreach (var sample in samples)
            {
                if (WrittenObject.Of(step.Value, sample) is { } written && filters.Any(f => f.Matches(written)))
                {
                    var keys = step.Node as YamlNode.Map;
                    var to = (keys?[step.Value.Kind] as YamlNode.Map)?["to"] ?? keys?["to"] ?? step.Node;
                    reading.Wrong(
                        to,
                        "WEIR2303",
                        $"{reading.Label} would trigger itself for ever: {sample} makes its step '{step.Value.Name}' write {written}.",
                        "Write to another bucket or prefix, or narrow the trigger's pattern.");
                    break;
                }
            }
        }
    }

    /// <summary>The objects that triggers mean, where names tell: how large a written object will be is not known.</summary>
    public static IEnumerable<ObjectFilter> Filters(IEnumerable<TriggerDefinition> triggers) =>
        triggers.OfType<TriggerDefinition.ObjectCreated>().Select(trigger => trigger.Filter).Where(filter => filter.IsOfNames);
}
