using Weir.Pipelines;
using Weir.Project.Schema;
using Weir.Project.Yaml;

namespace Weir.Project.Reading;

/// <summary>Finds triggers that would hear the same requests.</summary>
internal static class HttpPaths
{
    /// <summary>Notes each pipeline that hears what one before it hears.</summary>
    /// <param name="pipelines">The pipelines, by name.</param>
    /// <param name="node">Where they stand.</param>
    /// <param name="reading">Takes the mistakes.</param>
    public static void Check(IReadOnlyDictionary<string, PipelineDefinition> pipelines, YamlNode node, ReadingContext reading)
    {
        var heard = new Dictionary<(string Method, string Shape), string>();
        foreach (var pipeline in pipelines.Values)
        {
            foreach (var http in pipeline.Triggers.OfType<TriggerDefinition.Http>())
            {
                foreach (var method in http.Methods.Where(method => !heard.TryAdd((method, http.Path.Shape), pipeline.Name)))
                {
                    reading.Wrong(
                        (node as YamlNode.Map)?.Entries.FirstOrDefault(entry => entry.Key.Text == pipeline.Name).Key ?? node,
                        "WEIR2322",
                        $"The pipelines '{heard[(method, http.Path.Shape)]}' and '{pipeline.Name}' both hear {method} {http.Path}.",
                        "Give one of them another path; save the body to a bucket when several pipelines want it.");
                }
            }
        }
    }
}
