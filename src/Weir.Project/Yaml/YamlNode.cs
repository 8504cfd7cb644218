namespace Weir.Project.Yaml;

/// <summary>A value of a YAML document, with its place. A closed family.</summary>
internal abstract class YamlNode
{
    private YamlNode(Place place) => Place = place;

    /// <summary>Where the value starts.</summary>
    public Place Place { get; }

    /// <summary>What stands there, for a message: <c>found …</c>.</summary>
    public abstract string Found { get; }

    /// <summary>A value that was already reported as a mistake: whoever meets it stays silent.</summary>
    public sealed class Broken(Place place) : YamlNode(place)
    {
        /// <inheritdoc/>
        public override string Found => "a mistake";
    }

    /// <summary>A list.</summary>
    public sealed class Items(Place place, IReadOnlyList<YamlNode> values) : YamlNode(place)
    {
        /// <summary>The values in order.</summary>
        public IReadOnlyList<YamlNode> Values { get; } = values;

        /// <inheritdoc/>
        public override string Found => "a list";
    }

    /// <summary>A map. Its keys are unique.</summary>
    public sealed class Map(Place place, IReadOnlyList<(Scalar Key, YamlNode Value)> entries) : YamlNode(place)
    {
        /// <summary>The entries in the order of the file.</summary>
        public IReadOnlyList<(Scalar Key, YamlNode Value)> Entries { get; } = entries;

        /// <summary>Keys that the file has but that could not be read: nobody may say that they are missing.</summary>
        public IReadOnlySet<string> Lost { get; init; } = new HashSet<string>();

        /// <inheritdoc/>
        public override string Found => "a map";

        /// <summary>The value under a key, if there is one.</summary>
        public YamlNode? this[string key] => Entries.FirstOrDefault(e => e.Key.Text == key).Value;
    }

    /// <summary>A text, a number, true, false or nothing.</summary>
    public sealed class Scalar(Place place, string text, bool isPlain, string raw) : YamlNode(place)
    {
        /// <summary>The value, without quotes and escapes.</summary>
        public string Text { get; } = text;

        /// <summary>What the value is by the core schema of YAML 1.2. A quoted value is a text.</summary>
        public ScalarKind Kind { get; } = isPlain ? CoreSchema.KindOf(text) : ScalarKind.Text;

        /// <summary>Whether nothing stands there: the key has no value.</summary>
        public bool IsNothing => Kind == ScalarKind.Nothing;

        /// <inheritdoc/>
        public override string Found => Kind switch
        {
            ScalarKind.Nothing => "nothing",
            ScalarKind.Boolean => Text,
            ScalarKind.Integer or ScalarKind.Float => $"the number {Text}",
            _ => $"the text '{Shown(Text)}'",
        };

        /// <summary>The place of one character of the value.</summary>
        public Place PlaceOf(int offset)
        {
            var (line, column) = ScalarOffsets.Locate(raw, Text, offset);
            return new Place(Place.File, Place.Line + line, line == 0 ? Place.Column + column : column + 1);
        }

        private static string Shown(string text) => text.Length > 60 ? text[..60] + "…" : text;
    }
}
