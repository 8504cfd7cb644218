using System.Diagnostics.CodeAnalysis;

using Weir.Pipelines;
using Weir.Project.Expressions;
using Weir.Project.Schema;
using Weir.Project.Yaml;

namespace Weir.Project.Reading;

/// <summary>A step: its templates may name those that have ended before it, and the values of its own matrix.</summary>
/// <param name="shape">How its keys are read.</param>
internal sealed class StepShape(Shape<StepDefinition> shape) : Shape<StepDefinition>
{
    /// <summary>What makes a step one that has outputs.</summary>
    private static readonly Key[] Kinds = [FunctionStepKeys.Function, ShellKeys.Step, SqlKeys.Step, HttpKeys.Step];

    /// <inheritdoc/>
    public override Description Describe => shape.Describe;

    /// <inheritdoc/>
    public override bool TryRead(YamlNode node, ReadingContext reading, [MaybeNullWhen(false)] out StepDefinition value)
    {
        var names = reading.StepNames;
        names = names with
        {
            Names = [.. names.Names, .. StepControlKeys.NamesOf(node as YamlNode.Map)],
            Open = [.. names.Open, .. StepControlKeys.NamesOf(node as YamlNode.Map).Select(name => name + ".")],
            Steps = names.Steps with { Before = reading.Number },
        };
        return shape.TryRead(node, reading with { StepNames = names, ReadStep = reading.ReadStep ?? Read }, out value);

        StepDefinition? Read(YamlNode inner, ReadingContext within) => shape.TryRead(inner, within, out var read) ? read : null;
    }

    /// <summary>The steps of a list, as they know one another.</summary>
    /// <param name="steps">The list, as it stands in the file.</param>
    /// <param name="before">How many steps stand before the list.</param>
    public static IReadOnlyList<StepOutline> OutlineOf(YamlNode? steps, int before = 0) =>
        [.. ((steps as YamlNode.Items)?.Values ?? []).Select((step, index) => OutlineOf(step as YamlNode.Map, before + index + 1))];

    private static StepOutline OutlineOf(YamlNode.Map? step, int number)
    {
        var kind = StepKinds.All.FirstOrDefault(word => step?[word] is not null) ?? "";
        var name = (step?[StepKinds.Name] as YamlNode.Scalar)?.Text ?? StepNaming.Default(kind, number);
        return new StepOutline(name, StepKinds.WithOutputs.Contains(kind), StepNamesShape.In(step?[StepControlKeys.Needs.Name]));
    }
}
