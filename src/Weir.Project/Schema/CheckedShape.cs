using System.Diagnostics.CodeAnalysis;

using Weir.Project.Yaml;

namespace Weir.Project.Schema;

/// <summary>A shape and a check of what was read from it as a whole.</summary>
/// <param name="shape">How the value is read.</param>
/// <param name="check">Notes what is wrong with it.</param>
internal sealed class CheckedShape<T>(Shape<T> shape, Action<T, YamlNode, ReadingContext> check) : Shape<T>
    where T : notnull
{
    /// <inheritdoc/>
    public override Description Describe => shape.Describe;

    /// <inheritdoc/>
    public override bool TryRead(YamlNode node, ReadingContext reading, [MaybeNullWhen(false)] out T value)
    {
        var good = shape.TryRead(node, reading, out value);
        if (good)
        {
            check(value!, node, reading);
        }

        return good;
    }
}
