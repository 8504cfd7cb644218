using Weir.Buckets;
using Weir.Failures;
using Weir.Pipelines;
using Weir.Project.Schema;
using Weir.Project.Yaml;
using Weir.Templates;

namespace Weir.Project.Reading;

/// <summary>Finds steps that write what their own pipeline is triggered by, and so would run for ever.</summary>
/// <remarks>Each trigger is tried with made-up objects: what is reported here is certain, what is not may still loop.</remarks>
internal static class TriggerLoops
{
    /// <summary>Notes the steps that loop.</summary>
    public static void Check(
        IEnumerable<TriggerDefinition> triggers, IReadOnlyList<ListShape<StepDefinition>.Item> steps, ReadingContext reading)
    {
        var patterns = triggers.OfType<TriggerDefinition.ObjectCreated>().Select(t => t.Pattern).ToList();
        var samples = patterns.SelectMany(PatternSamples.Of).ToList();
        foreach (var step in steps)
        {
            foreach (var sample in samples)
            {
                if (Written(step.Value, Scope(sample)) is { } written && patterns.Any(p => p.Matches(written)))
                {
                    var to = ((step.Node as YamlNode.Map)?[step.Value.Kind] as YamlNode.Map)?["to"] ?? step.Node;
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

    private static ObjectName? Written(StepDefinition step, IReadOnlyDictionary<string, object?> scope)
    {
        var name = step switch
        {
            StepDefinition.Copy copy => Target(copy.From, copy.To, scope),
            StepDefinition.Move move => Target(move.From, move.To, scope),
            StepDefinition.Unzip unzip => Render(unzip.To, scope) + "entry",
            _ => null,
        };
        return name?.Split('/', 2) is [var bucket, var key] ? new ObjectName(bucket, key) : null;
    }

    private static string? Target(Template from, Template to, IReadOnlyDictionary<string, object?> scope)
    {
        var target = Render(to, scope);
        return target?.EndsWith('/') == true ? target + Render(from, scope)?.Split('/')[^1] : target;
    }

    private static string? Render(Template template, IReadOnlyDictionary<string, object?> scope)
    {
        try
        {
            return template.Render(scope);
        }
        catch (RefusedException)
        {
            return null;
        }
    }

    private static Dictionary<string, object?> Scope(ObjectName sample)
    {
        var name = sample.Key[(sample.Key.LastIndexOf('/') + 1)..];
        var dot = name.LastIndexOf('.');
        var stem = dot > 0 ? name[..dot] : name;
        return new Dictionary<string, object?>
        {
            ["event"] = new Dictionary<string, object?>
            {
                ["id"] = "evt_00000000000000000000000000000000",
                ["type"] = Events.Event.ObjectCreated,
                ["time"] = "2000-01-01T00:00:00.000Z",
                ["bucket"] = sample.Bucket,
                ["key"] = sample.Key,
                ["name"] = name,
                ["stem"] = stem,
                ["extension"] = name[stem.Length..],
                ["folder"] = sample.Key[..^name.Length],
                ["etag"] = new string('0', 32),
                ["size"] = 1L,
                ["version"] = 1L,
            },
        };
    }
}
