using System.Diagnostics.CodeAnalysis;

using Weir.Project.Yaml;

namespace Weir.Project.Schema;

/// <summary>The values of a map with fixed keys, read.</summary>
/// <param name="map">The map.</param>
internal sealed class Fields(YamlNode map)
{
    private readonly Dictionary<Key, (YamlNode.Scalar Name, YamlNode Node, object? Value)> _values = [];

    /// <summary>The map they were read from.</summary>
    public YamlNode Map { get; } = map;

    /// <summary>Whether the key is there, rightly or wrongly.</summary>
    public bool Has(Key key) => _values.ContainsKey(key);

    /// <summary>Whether the key is there and its value could not be read.</summary>
    public bool IsWrong(Key key) => _values.TryGetValue(key, out var found) && found.Value is null;

    /// <summary>The value that stands under a key, for a message about it.</summary>
    public YamlNode NodeOf(Key key) => _values.TryGetValue(key, out var found) ? found.Node : Map;

    /// <summary>The key as it stands in the file.</summary>
    public YamlNode NameOf(Key key) => _values.TryGetValue(key, out var found) ? found.Name : Map;

    /// <summary>The value of a key, when it is there and right.</summary>
    public bool TryGet<T>(Key<T> key, [MaybeNullWhen(false)] out T value)
        where T : notnull
    {
        var good = _values.TryGetValue(key, out var found) && found.Value is not null;
        value = good ? (T)found.Value! : default;
        return good;
    }

    /// <summary>The value of a key, else its default.</summary>
    public T Get<T>(Key<T> key, T otherwise)
        where T : notnull => TryGet(key, out var value) ? value : otherwise;

    /// <summary>The value of a key that is known to be there.</summary>
    public T Get<T>(Key<T> key)
        where T : notnull => TryGet(key, out var value) ? value : throw new KeyNotFoundException(key.Name);

    /// <summary>Notes a value.</summary>
    public void Add(Key key, YamlNode.Scalar name, YamlNode node, object? value) => _values[key] = (name, node, value);
}
