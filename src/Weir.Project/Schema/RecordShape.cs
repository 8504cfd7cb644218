using System.Diagnostics.CodeAnalysis;

using Weir.Project.Yaml;

namespace Weir.Project.Schema;

/// <summary>A map with fixed keys. Unknown keys, missing keys and wrong values are all reported.</summary>
/// <param name="keys">The keys, in the order in which they are documented.</param>
/// <param name="build">
/// Makes the value of the fields; called when every required key is right. Null when it notes a mistake.
/// </param>
internal sealed class RecordShape<T>(IReadOnlyList<Key> keys, Func<Fields, ReadingContext, T?> build) : Shape<T>
    where T : class
{
    /// <summary>Keys that a later version knows.</summary>
    public IReadOnlyCollection<string> Later { get; init; } = [];

    /// <summary>Keys of which exactly one must be there.</summary>
    public IReadOnlyCollection<Key> ExactlyOneOf { get; init; } = [];

    /// <summary>Whether no value (<c>null</c>) means a map without keys.</summary>
    public bool MayBeNothing { get; init; }

    /// <inheritdoc/>
    public override Description Describe => new("object", "a map")
    {
        MayBeNothing = MayBeNothing,
        Properties = [.. keys.Select(key => key.Describe)],
        ExactlyOneOf = [.. ExactlyOneOf.Select(key => key.Name)],
    };

    /// <inheritdoc/>
    public override bool TryRead(YamlNode node, ReadingContext reading, [MaybeNullWhen(false)] out T value)
    {
        value = null;
        var map = node is YamlNode.Scalar { IsNothing: true } && MayBeNothing ? new YamlNode.Map(node.Place, []) : node as YamlNode.Map;
        if (map is null)
        {
            return WrongType(node, reading);
        }

        var fields = new Fields(map);
        var good = true;
        foreach (var (name, child) in map.Entries)
        {
            good &= ReadEntry(name, child, reading, fields);
        }

        if (HasWhatItNeeds(map, fields, reading))
        {
            value = build(fields, reading);
        }

        return good && value is not null;
    }

    private bool ReadEntry(YamlNode.Scalar name, YamlNode child, ReadingContext reading, Fields fields)
    {
        if (keys.FirstOrDefault(k => k.Name == name.Text) is { } key)
        {
            var read = key.TryRead(child, reading.At(key.Name), out var value);
            fields.Add(key, name, child, read ? value : null);
            return read;
        }

        if (Later.Contains(name.Text))
        {
            reading.Wrong(
                name, "WEIR2102", $"'{name.Text}' of {reading.Label} is not supported by this version of Weir yet.", "Remove the key.");
        }
        else
        {
            reading.Wrong(
                name,
                "WEIR2101",
                $"{reading.Label} has no key '{name.Text}'.",
                Nearest.Hint(name.Text, [.. keys.Select(k => k.Name)], "Its keys are"));
        }

        return false;
    }

    private bool HasWhatItNeeds(YamlNode.Map map, Fields fields, ReadingContext reading)
    {
        foreach (var key in keys.Where(k => k.IsRequired && !fields.Has(k) && !map.Lost.Contains(k.Name) && !IsMeant(k, map)))
        {
            reading.Wrong(map, "WEIR2103", $"{reading.Label} lacks the key '{key.Name}'.", $"Add {key.Name}: {key.Example}");
        }

        var kinds = ExactlyOneOf.Where(fields.Has).OrderBy(k => fields.NameOf(k).Place.Line).ThenBy(k => fields.NameOf(k).Place.Column).ToList();
        var hasOneKind = ExactlyOneOf.Count == 0 || kinds.Count == 1;
        if (kinds.Count > 1)
        {
            reading.Wrong(
                fields.NameOf(kinds[1]),
                "WEIR2110",
                $"{reading.Label} has '{kinds[0].Name}' and '{kinds[1].Name}'; it can be only one of them.",
                "Start a new item with '- ' for each.");
        }
        else if (!hasOneKind && !map.Entries.Any(e => IsMisspelt(e.Key.Text)))
        {
            reading.Wrong(
                map, "WEIR2110", $"{reading.Label} does not say what it is.", $"Write {string.Join(" or ", ExactlyOneOf.Select(k => k.Name))}.");
        }

        return hasOneKind && keys.All(k => !k.IsRequired || (fields.Has(k) && !fields.IsWrong(k))) && !kinds.Any(fields.IsWrong);
    }

    /// <summary>Whether a key is there in a wrong spelling, which was reported.</summary>
    private bool IsMeant(Key key, YamlNode.Map map) =>
        map.Entries.Any(e => IsMisspelt(e.Key.Text) && Nearest.To(e.Key.Text, keys.Select(k => k.Name)) == key.Name);

    /// <summary>Whether a key was already reported, so that its item must not also be blamed for lacking one.</summary>
    private bool IsMisspelt(string name) => keys.All(k => k.Name != name);
}
