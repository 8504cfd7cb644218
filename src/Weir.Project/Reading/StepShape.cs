using System.Diagnostics.CodeAnalysis;
using System.Globalization;

using Weir.Pipelines;
using Weir.Project.Expressions;
using Weir.Project.Schema;
using Weir.Project.Yaml;

namespace Weir.Project.Reading;

/// <summary>A step: its templates may name the outputs of those before it.</summary>
/// <param name="shape">How its keys are read.</param>
internal sealed class StepShape(Shape<StepDefinition> shape) : Shape<StepDefinition>
{
    /// <inheritdoc/>
    public override Description Describe => shape.Describe;

    /// <inheritdoc/>
    public override bool TryRead(YamlNode node, ReadingContext reading, [MaybeNullWhen(false)] out StepDefinition value)
    {
        var names = reading.StepNames with { Steps = reading.StepNames.Steps with { Before = reading.Number } };
        return shape.TryRead(node, reading with { StepNames = names }, out value);
    }

    /// <summary>Which steps have outputs.</summary>
    /// <param name="steps">The list of steps, as it stands in the file.</param>
    public static StepOutputs OutputsOf(YamlNode? steps)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (index, step) in ((steps as YamlNode.Items)?.Values ?? []).Index())
        {
            if (step is YamlNode.Map map && map[FunctionStepKeys.Function.Name] is not null)
            {
                var named = (map[StepKeys.Name.Name] as YamlNode.Scalar)?.Text;
                numbers.TryAdd(named ?? string.Create(CultureInfo.InvariantCulture, $"{FunctionStepKeys.Function.Name}-{index + 1}"), index + 1);
            }
        }

        return new StepOutputs(numbers);
    }
}
