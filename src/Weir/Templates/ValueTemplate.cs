using System.Text.Encodings.Web;
using System.Text.Json;

namespace Weir.Templates;

/// <summary>A JSON value whose texts are templates. A closed family.</summary>
public abstract record ValueTemplate
{
    private static readonly JsonWriterOptions AsItIs = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private ValueTemplate()
    {
    }

    /// <summary>Fills the texts in.</summary>
    /// <param name="scope">What templates may name.</param>
    /// <returns>The value in JSON, as UTF-8.</returns>
    /// <exception cref="Failures.RefusedException">WEIR5001: a template names something that the scope lacks.</exception>
    public byte[] Render(IReadOnlyDictionary<string, object?> scope)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, AsItIs))
        {
            Write(json, scope);
        }

        return bytes.ToArray();
    }

    private protected abstract void Write(Utf8JsonWriter json, IReadOnlyDictionary<string, object?> scope);

    /// <summary>A text.</summary>
    /// <param name="Template">Becomes the text; or the value itself, where it is JSON.</param>
    public sealed record Text(Template Template) : ValueTemplate
    {
        private protected override void Write(Utf8JsonWriter json, IReadOnlyDictionary<string, object?> scope)
        {
            var text = Template.Render(scope);
            if (Template.IsJson)
            {
                json.WriteRawValue(text);
            }
            else
            {
                json.WriteStringValue(text);
            }
        }
    }

    /// <summary>A number, true, false or null.</summary>
    /// <param name="Json">It, in JSON.</param>
    public sealed record Constant(string Json) : ValueTemplate
    {
        private protected override void Write(Utf8JsonWriter json, IReadOnlyDictionary<string, object?> scope) => json.WriteRawValue(Json);
    }

    /// <summary>A list.</summary>
    /// <param name="Values">Its values, in order.</param>
    public sealed record Items(IReadOnlyList<ValueTemplate> Values) : ValueTemplate
    {
        private protected override void Write(Utf8JsonWriter json, IReadOnlyDictionary<string, object?> scope)
        {
            json.WriteStartArray();
            foreach (var value in Values)
            {
                value.Write(json, scope);
            }

            json.WriteEndArray();
        }
    }

    /// <summary>An object.</summary>
    /// <param name="Members">Its members, in order.</param>
    public sealed record Map(IReadOnlyList<KeyValuePair<string, ValueTemplate>> Members) : ValueTemplate
    {
        private protected override void Write(Utf8JsonWriter json, IReadOnlyDictionary<string, object?> scope)
        {
            json.WriteStartObject();
            foreach (var (name, value) in Members)
            {
                json.WritePropertyName(name);
                value.Write(json, scope);
            }

            json.WriteEndObject();
        }
    }
}
