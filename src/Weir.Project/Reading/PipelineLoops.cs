using Weir.Buckets;
using Weir.Pipelines;
using Weir.Project.Schema;
using Weir.Project.Yaml;

namespace Weir.Project.Reading;

/// <summary>Finds pipelines that trigger one another in a circle, and so would run for ever.</summary>
/// <remarks>
/// Made-up objects are followed from pipeline to pipeline, as they would go: what is reported here is certain, what is not may
/// still loop. A pipeline that triggers itself is for <see cref="TriggerLoops"/>.
/// </remarks>
internal sealed class PipelineLoops
{
    /// <summary>What a project that nobody wrote by hand may cost.</summary>
    private const int MostVisits = 10_000;

    private readonly IReadOnlyCollection<PipelineDefinition> _pipelines;
    private readonly HashSet<(PipelineDefinition, ObjectName)> _visited = [];
    private readonly HashSet<string> _found = [];
    private readonly List<Visit> _way = [];
    private readonly Action<IReadOnlyList<Visit>, ObjectName> _report;

    private PipelineLoops(IReadOnlyCollection<PipelineDefinition> pipelines, Action<IReadOnlyList<Visit>, ObjectName> report) =>
        (_pipelines, _report) = (pipelines, report);

    /// <summary>Notes each circle once, at the name of its first pipeline.</summary>
    /// <param name="pipelines">The pipelines, by name.</param>
    /// <param name="node">Where they stand.</param>
    /// <param name="reading">Takes the mistakes.</param>
    public static void Check(IReadOnlyDictionary<string, PipelineDefinition> pipelines, YamlNode node, ReadingContext reading)
    {
        var loops = new PipelineLoops([.. pipelines.Values], (circle, back) => reading.Wrong(
            (node as YamlNode.Map)?.Entries.FirstOrDefault(entry => entry.Key.Text == circle[0].Pipeline.Name).Key ?? node,
            "WEIR2303",
            Sentence(circle, back),
            "Have one of them write to another bucket or prefix, or narrow a trigger's pattern."));
        foreach (var pipeline in pipelines.Values)
        {
            foreach (var sample in Filters(pipeline).SelectMany(PatternSamples.Of))
            {
                loops.Follow(new Visit(pipeline, sample));
            }
        }
    }

    private static string Sentence(IReadOnlyList<Visit> circle, ObjectName back)
    {
        var names = circle.Select(visit => $"'{visit.Pipeline.Name}'").ToList();
        var written = circle.Skip(1).Select(visit => visit.Landed).Append(back);
        var way = circle.Zip(written, (visit, to) => $"makes '{visit.Pipeline.Name}' write {to}");
        return $"The pipelines {string.Join(", ", names[..^1])} and {names[^1]} would trigger one another for ever: "
            + $"{circle[0].Landed} {string.Join(", which ", way)}.";
    }

    private static IEnumerable<ObjectFilter> Filters(PipelineDefinition pipeline) => TriggerLoops.Filters(pipeline.Triggers);

    private void Follow(Visit visit)
    {
        var begun = _way.FindIndex(before => before.Pipeline == visit.Pipeline);
        if (begun >= 0)
        {
            var circle = _way[begun..];
            if (circle.Count > 1 && _found.Add(string.Join(',', circle.Select(v => v.Pipeline.Name).Order(StringComparer.Ordinal))))
            {
                _report(circle, visit.Landed);
            }

            return;
        }

        if (_visited.Count >= MostVisits || !_visited.Add((visit.Pipeline, visit.Landed)))
        {
            return;
        }

        _way.Add(visit);
        foreach (var written in visit.Pipeline.AllSteps.Select(step => WrittenObject.Of(step, visit.Landed)).OfType<ObjectName>())
        {
            foreach (var next in _pipelines.Where(pipeline => Filters(pipeline).Any(filter => filter.Matches(written))))
            {
                Follow(new Visit(next, written));
            }
        }

        _way.RemoveAt(_way.Count - 1);
    }

    /// <summary>A pipeline that is started by an object.</summary>
    private sealed record Visit(PipelineDefinition Pipeline, ObjectName Landed);
}
