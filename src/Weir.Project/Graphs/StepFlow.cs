using Weir.Buckets;
using Weir.Pipelines;
using Weir.Project.Reading;
using Weir.Templates;

namespace Weir.Project.Graphs;

/// <summary>Which buckets a step reads and writes, as far as its templates tell.</summary>
internal static class StepFlow
{
    /// <summary>The buckets that it reads, by name.</summary>
    public static IEnumerable<string> ReadBy(StepDefinition step) => Known(step switch
    {
        StepDefinition.Copy copy => [copy.From],
        StepDefinition.Move move => [move.From],
        StepDefinition.Unzip unzip => [unzip.From],
        StepDefinition.Dataset dataset => dataset.From,
        StepDefinition.Function { From: { } from } => [from],
        StepDefinition.Shell { From: { } from } => [from],
        StepDefinition.Wait { Condition: WaitCondition.Landed landed } => [landed.Name],
        _ => [],
    });

    /// <summary>The buckets that it writes, by name.</summary>
    /// <param name="step">The step.</param>
    /// <param name="samples">Objects that may have started its run: where a template names the bucket, they say which.</param>
    public static IEnumerable<string> WrittenBy(StepDefinition step, IEnumerable<ObjectName> samples)
    {
        Template? to = step switch
        {
            StepDefinition.Copy copy => copy.To,
            StepDefinition.Move move => move.To,
            StepDefinition.Unzip unzip => unzip.To,
            StepDefinition.Dataset dataset => dataset.To,
            StepDefinition.Export export => export.To,
            StepDefinition.Function function => function.To,
            StepDefinition.Shell shell => shell.To,
            StepDefinition.Http http => http.Request.SaveTo,
            _ => null,
        };
        var known = to is null ? [] : Known([to]).ToList();
        return to is null || known.Count > 0
            ? known
            : samples.Select(sample => WrittenObject.Of(step, sample)?.Bucket).OfType<string>().Distinct();
    }

    /// <summary>The bucket of a name, where no template stands in for it.</summary>
    public static string? BucketOf(Template name) =>
        name.Text.Split('/')[0] is var bucket && bucket.Contains("{{", StringComparison.Ordinal) ? null : bucket;

    private static IEnumerable<string> Known(IEnumerable<Template> names) => names.Select(BucketOf).OfType<string>().Distinct();
}
