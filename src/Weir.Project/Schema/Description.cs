namespace Weir.Project.Schema;

/// <summary>What a value of a project file may be: the source of the JSON Schema and of the reference page.</summary>
/// <param name="Type">The JSON type: <c>string</c>, <c>integer</c>, <c>boolean</c>, <c>array</c> or <c>object</c>.</param>
/// <param name="Wanted">What a reader is told that is wanted here, such as <c>a whole number</c>.</param>
internal sealed record Description(string Type, string Wanted)
{
    /// <summary>What may stand there as well; none when nothing else may.</summary>
    public Description? Or { get; init; }

    /// <summary>JSON types that are as good.</summary>
    public IReadOnlyList<string> OtherTypes { get; init; } = [];

    /// <summary>What to write instead of a value of another type, when the type alone does not tell.</summary>
    public string? Hint { get; init; }

    /// <summary>A regular expression that a text matches.</summary>
    public string? Pattern { get; init; }

    /// <summary>The only texts allowed.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>The least number.</summary>
    public long? Minimum { get; init; }

    /// <summary>The greatest number.</summary>
    public long? Maximum { get; init; }

    /// <summary>Whether no value (<c>null</c>) means an empty map.</summary>
    public bool MayBeNothing { get; init; }

    /// <summary>Whether a list or map needs at least one entry.</summary>
    public bool NeedsEntries { get; init; }

    /// <summary>What each value of a list, or of a map with names of the user's choice, may be.</summary>
    public Description? Each { get; init; }

    /// <summary>What the names of such a map stand for, such as <c>table</c>.</summary>
    public string? Noun { get; init; }

    /// <summary>What each name of such a map matches.</summary>
    public string? NamePattern { get; init; }

    /// <summary>The keys of a map with fixed keys.</summary>
    public IReadOnlyList<Property> Properties { get; init; } = [];

    /// <summary>Keys of which exactly one must be there.</summary>
    public IReadOnlyList<string> ExactlyOneOf { get; init; } = [];

    /// <summary>A key of a map.</summary>
    /// <param name="Name">The key.</param>
    /// <param name="Docs">What it means, in plain English.</param>
    /// <param name="Value">What its value may be.</param>
    public sealed record Property(string Name, string Docs, Description Value)
    {
        /// <summary>Whether the key must be there.</summary>
        public bool IsRequired { get; init; }

        /// <summary>What holds when the key is not there, as one would write it.</summary>
        public string? Default { get; init; }

        /// <summary>A value, as one would write it.</summary>
        public string? Example { get; init; }
    }
}
