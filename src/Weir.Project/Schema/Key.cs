using System.Diagnostics.CodeAnalysis;

using Weir.Project.Yaml;

namespace Weir.Project.Schema;

/// <summary>A key of a map: its name, what it means, and what its value may be.</summary>
/// <param name="name">The key as it is written.</param>
/// <param name="docs">What it means, in plain English: editors and the reference page show it.</param>
internal abstract class Key(string name, string docs)
{
    /// <summary>The key as it is written.</summary>
    public string Name { get; } = name;

    /// <summary>What it means.</summary>
    public string Docs { get; } = docs;

    /// <summary>Whether the key must be there.</summary>
    public bool IsRequired { get; init; }

    /// <summary>What holds when it is not there, as one would write it.</summary>
    public string? Default { get; init; }

    /// <summary>A value, as one would write it.</summary>
    public string? Example { get; init; }

    /// <summary>The key as data.</summary>
    public Description.Property Describe => new(Name, Docs, Value)
    {
        IsRequired = IsRequired,
        Default = Default,
        Example = Example,
    };

    /// <summary>What the key's value may be.</summary>
    protected abstract Description Value { get; }

    /// <summary>Reads the key's value, or notes what is wrong with it.</summary>
    public abstract bool TryRead(YamlNode node, ReadingContext reading, [MaybeNullWhen(false)] out object value);
}

/// <summary>A key whose value is known by its type.</summary>
internal sealed class Key<T>(string name, string docs, Shape<T> shape) : Key(name, docs)
    where T : notnull
{
    /// <inheritdoc/>
    protected override Description Value => shape.Describe;

    /// <inheritdoc/>
    public override bool TryRead(YamlNode node, ReadingContext reading, [MaybeNullWhen(false)] out object value)
    {
        var good = shape.TryRead(node, reading, out var read);
        value = read;
        return good;
    }
}
