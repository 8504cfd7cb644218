using System.Diagnostics.CodeAnalysis;

using Weir.Pipelines;
using Weir.Project.Expressions;
using Weir.Project.Schema;
using Weir.Project.Yaml;

namespace Weir.Project.Reading;

/// <summary>A trigger: what its own templates may name depends on which kind it is.</summary>
/// <param name="shape">How its keys are read.</param>
/// <param name="namesFor">What is known of the events of a trigger.</param>
internal sealed class TriggerShape(Shape<TriggerDefinition> shape, Func<YamlNode, TemplateNames> namesFor) : Shape<TriggerDefinition>
{
    /// <inheritdoc/>
    public override Description Describe => shape.Describe;

    /// <inheritdoc/>
    public override bool TryRead(YamlNode node, ReadingContext reading, [MaybeNullWhen(false)] out TriggerDefinition value)
    {
        var names = namesFor(node);
        var inputs = reading.StepNames.Names.Where(name => name.StartsWith("inputs.", StringComparison.Ordinal));
        var all = names with { Names = [.. names.Names, .. inputs] };
        return shape.TryRead(node, reading with { StepNames = all.With(reading.ProjectNames, hasTenant: false) }, out value);
    }
}
