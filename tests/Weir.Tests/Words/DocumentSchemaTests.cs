using System.Text.Json;

using Weir.Http;
using Weir.JsonSchemas;

namespace Weir.Tests.Words;

/// <summary>JSON Schema, draft 2020-12.</summary>
public class DocumentSchemaTests
{
    [Theory]
    [InlineData("""{"type": "integer"}""", "1.0", "")]
    [InlineData("""{"type": "integer"}""", "1.5", ": is a number, and must be an integer")]
    [InlineData("""{"type": ["string", "null"]}""", "null", "")]
    [InlineData("""{"type": ["string", "null"]}""", "[]", ": is an array, and must be string or null")]
    [InlineData("""{"const": {"a": 1, "b": 2}}""", """{"b": 2.0, "a": 1}""", "")]
    [InlineData("""{"enum": [1, "a"]}""", "\"b\"", """: must be one of [1, "a"]""")]
    [InlineData("""{"minimum": 0.1, "exclusiveMaximum": 1e400}""", "0.1", "")]
    [InlineData("""{"multipleOf": 0.01}""", "19.99", "")]
    [InlineData("""{"multipleOf": 0.01}""", "19.995", ": must be a multiple of 0.01")]
    [InlineData("""{"maxLength": 2}""", "\"😀😀\"", "")]
    [InlineData("""{"pattern": "^a+$"}""", "\"ab\"", """: must match "^a+$" """)]
    [InlineData("""{"pattern": "^(?=a)"}""", "\"ab\"", "")]
    [InlineData("""{"uniqueItems": true}""", """[1, {"a": 1, "b": 2}, 1.0]""", ": must not have two items that are the same")]
    [InlineData("""{"uniqueItems": true}""", """[1, "1", [1], {"a": 1}]""", "")]
    [InlineData("""{"prefixItems": [{"type": "string"}], "items": false}""", """["a", 1]""", "/1: must not be there")]
    [InlineData("""{"contains": {"type": "string"}, "minContains": 2, "maxContains": 2}""", """["a", 1]""", ": must have 2 items or more that match 'contains'")]
    [InlineData("""{"properties": {"a/b": {"type": "string"}}, "required": ["a/b"]}""", """{"a/b": 1}""", "/a~1b: is a number, and must be a string")]
    [InlineData("""{"patternProperties": {"^x-": {"type": "string"}}, "additionalProperties": false}""", """{"x-a": "", "b": 1}""", "/b: must not be there")]
    [InlineData("""{"propertyNames": {"maxLength": 1}}""", """{"ab": 1}""", "/ab: has a name that it must not have")]
    [InlineData("""{"dependentRequired": {"card": ["address"]}}""", """{"card": 1}""", ": has 'card' and lacks 'address'")]
    [InlineData("""{"dependentSchemas": {"card": {"required": ["address"]}}}""", """{"card": 1}""", ": lacks 'address'")]
    [InlineData("""{"if": {"properties": {"a": {"const": 1}}}, "then": {"required": ["b"]}, "else": {"required": ["c"]}}""", """{"a": 2}""", ": lacks 'c'")]
    [InlineData("""{"anyOf": [{"type": "string"}, {"type": "null"}]}""", "1", ": is none of what it may be (anyOf)")]
    [InlineData("""{"oneOf": [{"type": "number"}, {"type": "integer"}]}""", "1", ": is 2 of what it may be only one of (oneOf)")]
    [InlineData("""{"not": {"type": "string"}}""", "\"a\"", ": is what it must not be (not)")]
    [InlineData("""{"$ref": "#/$defs/node", "$defs": {"node": {"properties": {"next": {"$ref": "#/$defs/node"}, "v": {"type": "integer"}}}}}""", """{"next": {"next": {"v": ""}}}""", "/next/next/v: is a string, and must be an integer")]
    [InlineData("""{"$ref": "#n", "$defs": {"x": {"$anchor": "n", "type": "null"}}}""", "1", ": is a number, and must be null")]
    [InlineData("""{"$ref": "#"}""", "1", ": cannot be checked: its schema refers to itself for ever")]
    [InlineData("""{"allOf": [{"properties": {"a": true}}], "unevaluatedProperties": false}""", """{"a": 1, "b": 2}""", "/b: must not be there")]
    [InlineData("""{"anyOf": [{"properties": {"a": {"type": "string"}}}, {"properties": {"b": true}}], "unevaluatedProperties": false}""", """{"a": 1, "b": 2}""", "/a: must not be there")]
    [InlineData("""{"prefixItems": [true], "unevaluatedItems": {"type": "string"}}""", """[1, 2]""", "/1: is a number, and must be a string")]
    [InlineData("""{"format": "email", "title": "t", "x-mine": 1}""", "\"none\"", "")]
    public void A_document_is_held_against_a_schema(string schema, string document, string faults)
    {
        Assert.Null(DocumentSchema.TryRead(JsonElement.Parse(schema), out var read));

        Assert.Equal(faults.TrimEnd(), string.Join("; ", read!.Check(JsonElement.Parse(document)).Select(fault => $"{fault.Path}: {fault.Message}")));
    }

    [Theory]
    [InlineData("1", "At its root there is no schema")]
    [InlineData("""{"type": "text"}""", "/type is \"text\"; types are")]
    [InlineData("""{"properties": {"a": {"pattern": "("}}}""", "/properties/a/pattern is no regular expression")]
    [InlineData("""{"$ref": "#/$defs/none"}""", "/$ref refers to '#/$defs/none', which is not in it.")]
    [InlineData("""{"$ref": "other.json"}""", "/$ref refers to another document")]
    [InlineData("""{"$ref": "#/mine", "mine": {"minimum": "1"}}""", "#/mine/minimum wants a number.")]
    [InlineData("""{"$schema": "http://json-schema.org/draft-07/schema#"}""", "Its $schema is")]
    [InlineData("""{"required": "a"}""", "/required wants a list of names.")]
    [InlineData("""{"minLength": -1}""", "/minLength wants a whole number that is not negative.")]
    [InlineData("""{"multipleOf": 0}""", "/multipleOf wants a number above 0.")]
    [InlineData("""{"items": {"$dynamicRef": "#a"}}""", "/items/$dynamicRef is not supported.")]
    [InlineData("""{"allOf": {}}""", "/allOf wants a list.")]
    public void What_is_no_schema_is_said_beforehand(string schema, string mistake) =>
        Assert.StartsWith(mistake, DocumentSchema.TryRead(JsonElement.Parse(schema), out _), StringComparison.Ordinal);

    [Theory]
    [InlineData("/a/{b}", "a/x", "b=x")]
    [InlineData("/a/{b}", "a/", null)]
    [InlineData("/a/{b}", "a/x/y", null)]
    [InlineData("/a/{b}", "A/x", null)]
    [InlineData("/", "", "")]
    public void A_path_is_matched_segment_by_segment(string template, string path, string? values)
    {
        Assert.Null(PathTemplate.TryParse(template, out var read));

        var found = read!.Match(path.Length == 0 ? [] : path.Split('/'));

        Assert.Equal(values, found is null ? null : string.Join(',', found.Select(value => $"{value.Key}={value.Value}")));
    }
}
