using Weir.Buckets;
using Weir.Datasets;
using Weir.Failures;
using Weir.Pipelines;
using Weir.Templates;

namespace Weir.Project.Reading;

/// <summary>Which object a step would write for one that landed.</summary>
internal static class WrittenObject
{
    /// <returns>None when the step writes nothing, or what it writes hangs on more than the object's name.</returns>
    public static ObjectName? Of(StepDefinition step, ObjectName landed)
    {
        var scope = Scope(landed);
        var name = step switch
        {
            StepDefinition.Copy copy => Target(copy.From, copy.To, scope),
            StepDefinition.Move move => Target(move.From, move.To, scope),
            StepDefinition.Unzip unzip => Render(unzip.To, scope) + "entry",
            StepDefinition.Dataset dataset => Published(dataset, landed, scope),
            StepDefinition.Export export => Render(export.To, scope) is { } to ? to + (to.EndsWith('/') ? "data" : "") : null,
            StepDefinition.Function { To: { } to } => Render(to, scope) is { } prefix ? prefix + "output" : null,
            _ => null,
        };
        return name?.Split('/', 2) is [var bucket, var key] ? new ObjectName(bucket, key) : null;
    }

    /// <summary>What the object is called in a dataset, when it becomes part of it.</summary>
    private static string? Published(StepDefinition.Dataset dataset, ObjectName landed, IReadOnlyDictionary<string, object?> scope)
    {
        foreach (var from in dataset.From.Select(from => Render(from, scope) ?? ""))
        {
            var isPattern = ObjectPattern.TryParse(from, out var pattern, out _) && pattern!.Matches(landed);
            if (isPattern || (from.EndsWith('/') && landed.ToString().StartsWith(from, StringComparison.Ordinal)))
            {
                var prefix = isPattern ? $"{pattern!.Bucket}/{pattern.Prefix}" : from;
                return Render(dataset.To, scope) is { } to
                    ? $"{DatasetRoot.Parse(to).Member(DatasetName.Of(DateTimeOffset.UnixEpoch), landed.ToString()[(prefix.LastIndexOf('/') + 1)..])}"
                    : null;
            }
        }

        return null;
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
