namespace Weir.Buckets;

/// <summary>Which objects are meant: by their names, and by how large they are.</summary>
/// <param name="Pattern">What their names match.</param>
public sealed record ObjectFilter(ObjectPattern Pattern)
{
    /// <summary>What their keys begin with. Anything by default.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>What their keys end in: one of these. Anything by default.</summary>
    public IReadOnlyList<string> Suffixes { get; init; } = [];

    /// <summary>How many bytes they have at the least. None by default: an empty object is one.</summary>
    public long MinSize { get; init; }

    /// <summary>How many bytes they have at the most; as many as they like by default.</summary>
    public long? MaxSize { get; init; }

    /// <summary>Whether names alone tell which objects are meant.</summary>
    public bool IsOfNames => MinSize == 0 && MaxSize is null;

    /// <summary>Whether an object of this name may be meant.</summary>
    /// <param name="name">The name.</param>
    public bool Matches(ObjectName name) =>
        Pattern.Matches(name)
        && name.Key.StartsWith(Prefix, StringComparison.Ordinal)
        && (Suffixes.Count == 0 || Suffixes.Any(suffix => name.Key.EndsWith(suffix, StringComparison.Ordinal)));

    /// <summary>Whether an object is meant.</summary>
    /// <param name="stored">The object.</param>
    public bool Matches(StoredObject stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        return stored.Size >= MinSize && stored.Size <= (MaxSize ?? long.MaxValue) && Matches(stored.Name);
    }

    /// <summary>The pattern as it was written, and what else is said.</summary>
    public override string ToString()
    {
        var more = new List<string>();
        if (Prefix.Length > 0)
        {
            more.Add($"{Prefix}…");
        }

        if (Suffixes.Count > 0)
        {
            more.Add("…" + string.Join("|", Suffixes));
        }

        if (!IsOfNames)
        {
            more.Add("by size");
        }

        return more.Count == 0 ? Pattern.Text : $"{Pattern.Text} ({string.Join(", ", more)})";
    }
}
