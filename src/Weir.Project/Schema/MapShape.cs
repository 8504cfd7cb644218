using System.Diagnostics.CodeAnalysis;

using Weir.Project.Yaml;

namespace Weir.Project.Schema;

/// <summary>A map of names that the user chooses. Wrong entries are left out, so that the others are still read.</summary>
/// <param name="noun">What an entry is, for messages.</param>
/// <param name="entry">What each may be.</param>
/// <param name="checkName">Notes what is wrong with a name.</param>
internal sealed class MapShape<T>(string noun, Shape<T> entry, Action<YamlNode.Scalar, ReadingContext> checkName)
    : Shape<IReadOnlyDictionary<string, T>>
    where T : notnull
{
    /// <summary>What each name matches, for editors.</summary>
    public string? NamePattern { get; init; }

    /// <summary>Whether an empty map is a mistake.</summary>
    public bool NeedsEntries { get; init; }

    /// <summary>What makes two names the same although they are written differently. Case alone, by default.</summary>
    public Func<string, string> Identity { get; init; } = name => name;

    /// <inheritdoc/>
    public override Description Describe => new("object", "a map")
    {
        Each = entry.Describe,
        Noun = noun,
        NamePattern = NamePattern,
        NeedsEntries = NeedsEntries,
        MayBeNothing = !NeedsEntries,
    };

    /// <inheritdoc/>
    public override bool TryRead(YamlNode node, ReadingContext reading, [MaybeNullWhen(false)] out IReadOnlyDictionary<string, T> value)
    {
        var entries = new Dictionary<string, T>(StringComparer.Ordinal);
        value = entries;
        if (node is YamlNode.Scalar { IsNothing: true } && !NeedsEntries)
        {
            return true;
        }

        if (node is not YamlNode.Map map)
        {
            return WrongType(node, reading);
        }

        if (map.Entries.Count == 0 && NeedsEntries)
        {
            reading.Wrong(node, "WEIR2109", $"{reading.Label} is empty.", $"Add at least one {noun}, or remove the key.");
        }

        var seen = new Dictionary<string, YamlNode.Scalar>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, child) in map.Entries)
        {
            checkName(name, reading.Entry(noun, name.Text));
            if (!seen.TryAdd(Identity(name.Text), name))
            {
                var other = seen[Identity(name.Text)];
                reading.Wrong(
                    name,
                    "WEIR2207",
                    $"The {noun}s '{other.Text}' ({other.Place}) and '{name.Text}' have names that are the same to SQL and to some file systems.",
                    "Rename one of them: case alone does not tell them apart.");
            }

            if (entry.TryRead(child, reading.Entry(noun, name.Text), out var read))
            {
                entries[name.Text] = read;
            }
        }

        return true;
    }
}
