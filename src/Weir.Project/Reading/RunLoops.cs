using Weir.Pipelines;
using Weir.Project.Schema;
using Weir.Project.Yaml;

namespace Weir.Project.Reading;

/// <summary>Finds pipelines that run after one another, or by one another's messages, in a circle, and so would run for ever.</summary>
internal static class RunLoops
{
    /// <summary>Notes each circle once, at the name of one of its pipelines.</summary>
    /// <param name="pipelines">The pipelines, by name.</param>
    /// <param name="node">Where they stand.</param>
    /// <param name="reading">Takes the mistakes.</param>
    public static void Check(IReadOnlyDictionary<string, PipelineDefinition> pipelines, YamlNode node, ReadingContext reading)
    {
        var reported = new HashSet<string>();
        foreach (var pipeline in pipelines.Values)
        {
            var way = new List<string>();
            if (!reported.Contains(pipeline.Name) && ComesBack(pipeline.Name, pipeline, pipelines, way, []))
            {
                reported.UnionWith(way);
                var names = string.Join(", which runs after ", way.Select(name => $"'{name}'"));
                reading.Wrong(
                    (node as YamlNode.Map)?.Entries.FirstOrDefault(entry => entry.Key.Text == pipeline.Name).Key ?? node,
                    "WEIR2303",
                    $"Pipelines would trigger one another for ever: '{pipeline.Name}' runs after {names}.",
                    "Remove one of the triggers, or the step that publishes or runs the other.");
            }
        }
    }

    private static bool ComesBack(
        string to, PipelineDefinition from, IReadOnlyDictionary<string, PipelineDefinition> pipelines, List<string> way, HashSet<string> seen)
    {
        foreach (var before in Before(from, pipelines))
        {
            way.Add(before);
            if (before == to || (seen.Add(before) && pipelines.TryGetValue(before, out var next) && ComesBack(to, next, pipelines, way, seen)))
            {
                return true;
            }

            way.RemoveAt(way.Count - 1);
        }

        return false;
    }

    /// <summary>The pipelines whose runs start one of this pipeline.</summary>
    private static IEnumerable<string> Before(PipelineDefinition pipeline, IReadOnlyDictionary<string, PipelineDefinition> pipelines)
    {
        var topics = pipeline.Triggers.OfType<TriggerDefinition.Message>().Select(message => message.Topic).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return pipeline.Triggers.OfType<TriggerDefinition.RunFinished>().Select(after => after.Pipeline).Concat(pipelines.Values
            .Where(other => other.AllSteps.Any(step => step switch
            {
                StepDefinition.Publish publish => topics.Contains(publish.Topic),
                StepDefinition.Run run => run.Pipeline == pipeline.Name,
                StepDefinition.Schedule schedule => schedule.Pipeline == pipeline.Name,
                _ => false,
            }))
            .Select(other => other.Name));
    }
}
