using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

using Weir.Project.Schema;
using Weir.Project.Yaml;

namespace Weir.Project.Testing;

/// <summary>Any value, read as the JSON that means the same.</summary>
internal sealed class AnyJson : Shape<string>
{
    private static readonly JsonWriterOptions AsItIs = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One value.</summary>
    public static AnyJson Shape { get; } = new();

    /// <inheritdoc/>
    public override Description Describe => new("object", "any value") { OtherTypes = ["array", "string", "number", "boolean", "null"] };

    /// <summary>The JSON of a value.</summary>
    public static string Of(YamlNode node)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, AsItIs))
        {
            YamlJson.Write(json, node);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <inheritdoc/>
    public override bool TryRead(YamlNode node, ReadingContext reading, [MaybeNullWhen(false)] out string value)
    {
        value = node is YamlNode.Broken ? null : Of(node);
        return value is not null;
    }
}
