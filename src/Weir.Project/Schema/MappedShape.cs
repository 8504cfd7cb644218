using System.Diagnostics.CodeAnalysis;

using Weir.Project.Yaml;

namespace Weir.Project.Schema;

/// <summary>A shape whose value is meant as another one.</summary>
/// <param name="shape">How the value is read.</param>
/// <param name="map">What it means.</param>
internal sealed class MappedShape<TRead, T>(Shape<TRead> shape, Func<TRead, T> map) : Shape<T>
    where TRead : notnull
    where T : notnull
{
    /// <inheritdoc/>
    public override Description Describe => shape.Describe;

    /// <inheritdoc/>
    public override bool TryRead(YamlNode node, ReadingContext reading, [MaybeNullWhen(false)] out T value)
    {
        var good = shape.TryRead(node, reading, out var read);
        value = good ? map(read!) : default;
        return good;
    }
}
