using System.Diagnostics.CodeAnalysis;

using Weir.Project.Expressions;
using Weir.Project.Schema;
using Weir.Project.Yaml;

namespace Weir.Project.Reading;

/// <summary>The steps at the end of a run: their templates may name how it came out, and all steps before.</summary>
/// <param name="shape">How they are read.</param>
internal sealed class AlwaysShape<T>(Shape<T> shape) : Shape<T>
    where T : notnull
{
    /// <inheritdoc/>
    public override Description Describe => shape.Describe;

    /// <inheritdoc/>
    public override bool TryRead(YamlNode node, ReadingContext reading, [MaybeNullWhen(false)] out T value)
    {
        var names = reading.StepNames;
        return shape.TryRead(
            node,
            reading with
            {
                StepNames = names with { Names = [.. names.Names, .. TemplateNames.OfEnds], Steps = names.Steps.After(StepShape.OutlineOf(node, names.Steps.List.Count)) },
            },
            out value);
    }
}
