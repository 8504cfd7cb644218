using System.Text.Json;

namespace Weir.JsonSchemas;

/// <summary>A JSON Schema of draft 2020-12, read and looked through.</summary>
/// <remarks>
/// References stay within the schema (<c>#/$defs/line</c>, <c>#line</c>). <c>format</c> and <c>content…</c> say something to people
/// and check nothing, as the draft has it. Schemas with an <c>$id</c> of their own within another one, and dynamic references, are
/// refused.
/// </remarks>
public sealed class DocumentSchema
{
    private readonly SchemaParts _parts;

    private DocumentSchema(SchemaParts parts) => _parts = parts;

    /// <summary>Reads a schema.</summary>
    /// <param name="schema">It, as JSON.</param>
    /// <param name="document">The schema, when it is one.</param>
    /// <returns>What is wrong with it, as a sentence; none when nothing is.</returns>
    public static string? TryRead(JsonElement schema, out DocumentSchema? document)
    {
        var parts = new SchemaParts(schema.Clone());
        var mistake = new SchemaSurvey(parts).Find();
        document = mistake is null ? new DocumentSchema(parts) : null;
        return mistake;
    }

    /// <summary>Holds a document against the schema.</summary>
    /// <param name="document">The document.</param>
    /// <returns>The places that are not as they should be; empty when it is fine.</returns>
    public IReadOnlyList<JsonFault> Check(JsonElement document)
    {
        var faults = new List<JsonFault>();
        new SchemaEvaluation(_parts).Holds(_parts.Root, document, "", faults, new Seen(), 0);
        return faults;
    }

    /// <summary>The schema as it was written.</summary>
    public override string ToString() => _parts.Root.GetRawText();
}
