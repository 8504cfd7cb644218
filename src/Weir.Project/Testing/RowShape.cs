using System.Diagnostics.CodeAnalysis;

using Weir.Project.Schema;
using Weir.Project.Yaml;

namespace Weir.Project.Testing;

/// <summary>A row: values by the names of columns, read as JSON.</summary>
internal sealed class RowShape : Shape<string>
{
    /// <inheritdoc/>
    public override Description Describe => new("object", "a map of values by column") { Each = AnyJson.Shape.Describe, Noun = "value", NeedsEntries = true };

    /// <inheritdoc/>
    public override bool TryRead(YamlNode node, ReadingContext reading, [MaybeNullWhen(false)] out string value)
    {
        value = null;
        return node is YamlNode.Map ? AnyJson.Shape.TryRead(node, reading, out value) : WrongType(node, reading);
    }
}
