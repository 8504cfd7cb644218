using System.Diagnostics.CodeAnalysis;

using Weir.Pipelines;
using Weir.Project.Expressions;
using Weir.Project.Schema;
using Weir.Project.Yaml;
using Weir.Secrets;

namespace Weir.Project.Reading;

/// <summary>A pipeline: what its steps may name depends on its triggers, which may stand behind them, and on whether it has a tenant.</summary>
/// <param name="shape">How its keys are read.</param>
internal sealed class PipelineShape(Shape<PipelineDefinition> shape) : Shape<PipelineDefinition>
{
    /// <inheritdoc/>
    public override Description Describe => shape.Describe;

    /// <inheritdoc/>
    public override bool TryRead(YamlNode node, ReadingContext reading, [MaybeNullWhen(false)] out PipelineDefinition value) =>
        shape.TryRead(node, reading with { StepNames = NamesIn(node as YamlNode.Map, reading) }, out value);

    private static TemplateNames NamesIn(YamlNode.Map? pipeline, ReadingContext reading)
    {
        var hasTenant = pipeline?[TenantTemplates.Key.Name] is not null;
        var names = TriggerKeys.NamesFor(pipeline?["triggers"]).With(InputKeys.NamesOf(pipeline?["inputs"])).With(reading.ProjectNames, hasTenant);
        return names with
        {
            Names = [.. names.Names, .. TemplateNames.OfRuns],
            Steps = KnownSteps.None.After(StepShape.OutlineOf(pipeline?["steps"])),
            NoteSecret = name => reading.Secrets.Add(new SecretReference(name, reading.Label, hasTenant)),
        };
    }
}
