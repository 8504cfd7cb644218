using System.Globalization;
using System.Text.Json;

namespace Weir.JsonSchemas;

/// <summary>Holds documents against a schema.</summary>
internal sealed class SchemaEvaluation(SchemaParts parts)
{
    /// <summary>A schema that refers to itself without looking further into the document would go on for ever.</summary>
    private const int Deepest = 400;

    private static readonly JsonElement Nothing = JsonElement.Parse("true");

    /// <summary>Whether a value is as a schema wants it.</summary>
    /// <param name="schema">The schema, or a part of it.</param>
    /// <param name="value">The value.</param>
    /// <param name="path">Where the value is.</param>
    /// <param name="faults">Takes what is wrong; none when nobody wants to know.</param>
    /// <param name="seen">Takes what of the value was looked at.</param>
    /// <param name="depth">How deep in the schema this is.</param>
    public bool Holds(JsonElement schema, JsonElement value, string path, List<JsonFault>? faults, Seen seen, int depth)
    {
        if (schema.ValueKind is JsonValueKind.True)
        {
            return true;
        }

        if (schema.ValueKind is JsonValueKind.False || depth == Deepest)
        {
            return Wrong(faults, path, depth == Deepest ? "cannot be checked: its schema refers to itself for ever" : "must not be there");
        }

        var good = true;
        foreach (var word in schema.EnumerateObject())
        {
            if (ValueChecks.Fault(word, value, parts) is { } fault)
            {
                good = Wrong(faults, path, fault);
            }

            good &= HoldsInPlace(word, schema, value, path, faults, seen, depth + 1);
        }

        good &= value.ValueKind switch
        {
            JsonValueKind.Object => HoldsWithin(schema, value, path, faults, seen, depth + 1),
            JsonValueKind.Array => HoldsOfItems(schema, value, path, faults, seen, depth + 1),
            _ => true,
        };
        return good && HoldsOfTheRest(schema, value, path, faults, seen, depth + 1);
    }

    /// <summary>The words that hold other schemas against the same value.</summary>
    private bool HoldsInPlace(JsonProperty word, JsonElement schema, JsonElement value, string path, List<JsonFault>? faults, Seen seen, int depth)
    {
        switch (word.Name)
        {
            case "$ref":
                return Also(parts.Find(word.Value.GetString()!) ?? Nothing, value, path, faults, seen, depth);
            case "allOf":
                return word.Value.EnumerateArray().Aggregate(true, (good, each) => Also(each, value, path, faults, seen, depth) && good);
            case "anyOf":
                return word.Value.EnumerateArray().Aggregate(false, (good, each) => Also(each, value, path, null, seen, depth) || good)
                    || Wrong(faults, path, "is none of what it may be (anyOf)");
            case "oneOf":
                var count = word.Value.EnumerateArray().Count(each => Also(each, value, path, null, seen, depth));
                return count == 1 || Wrong(faults, path, count == 0 ? "is none of what it may be (oneOf)" : $"is {count} of what it may be only one of (oneOf)");
            case "not":
                return !Holds(word.Value, value, path, null, new Seen(), depth) || Wrong(faults, path, "is what it must not be (not)");
            case "if":
                var next = Also(word.Value, value, path, null, seen, depth) ? "then" : "else";
                return !schema.TryGetProperty(next, out var then) || Also(then, value, path, faults, seen, depth);
            case "dependentSchemas" when value.ValueKind == JsonValueKind.Object:
                return word.Value.EnumerateObject()
                    .Where(each => value.TryGetProperty(each.Name, out _))
                    .Aggregate(true, (good, each) => Also(each.Value, value, path, faults, seen, depth) && good);
            default:
                return true;
        }
    }

    private bool Also(JsonElement schema, JsonElement value, string path, List<JsonFault>? faults, Seen seen, int depth)
    {
        var own = new Seen();
        var good = Holds(schema, value, path, faults, own, depth);
        if (good)
        {
            seen.Add(own);
        }

        return good;
    }

    private bool HoldsWithin(JsonElement schema, JsonElement map, string path, List<JsonFault>? faults, Seen seen, int depth)
    {
        var good = true;
        var others = Of(schema, "additionalProperties");
        var names = Of(schema, "propertyNames");
        foreach (var member in map.EnumerateObject())
        {
            var at = $"{path}/{member.Name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
            var isKnown = false;
            foreach (var known in SchemasFor(schema, member.Name))
            {
                isKnown = true;
                good &= Holds(known, member.Value, at, faults, new Seen(), depth);
            }

            if (!isKnown && others is { } other)
            {
                isKnown = true;
                good &= Holds(other, member.Value, at, faults, new Seen(), depth);
            }

            if (names is { } wanted && !Holds(wanted, JsonSerializer.SerializeToElement(member.Name), at, null, new Seen(), depth))
            {
                good = Wrong(faults, at, "has a name that it must not have");
            }

            if (isKnown)
            {
                seen.Add(member.Name);
            }
        }

        return good;
    }

    private IEnumerable<JsonElement> SchemasFor(JsonElement schema, string name)
    {
        if (Of(schema, "properties") is { } properties && properties.TryGetProperty(name, out var known))
        {
            yield return known;
        }

        if (Of(schema, "patternProperties") is { } patterns)
        {
            foreach (var pattern in patterns.EnumerateObject().Where(pattern => ValueChecks.IsMatch(parts.Patterns[pattern.Name], name)))
            {
                yield return pattern.Value;
            }
        }
    }

    private bool HoldsOfItems(JsonElement schema, JsonElement list, string path, List<JsonFault>? faults, Seen seen, int depth)
    {
        var good = true;
        var first = Of(schema, "prefixItems") is { } prefix ? prefix.EnumerateArray().ToList() : [];
        var (items, contained) = (Of(schema, "items"), Of(schema, "contains"));
        var count = 0;
        foreach (var (at, item) in list.EnumerateArray().Index())
        {
            if (at < first.Count || items is not null)
            {
                good &= Holds(at < first.Count ? first[at] : items!.Value, item, Item(path, at), faults, new Seen(), depth);
                seen.Add(at);
            }

            if (contained is { } wanted && Holds(wanted, item, path, null, new Seen(), depth))
            {
                count++;
                seen.Add(at);
            }
        }

        if (contained is not null)
        {
            var (least, most) = (Of(schema, "minContains")?.GetInt32() ?? 1, Of(schema, "maxContains")?.GetInt32() ?? int.MaxValue);
            good &= (count >= least && count <= most) || Wrong(faults, path, count < least ? $"must have {least} items or more that match 'contains'" : $"must have at most {most} items that match 'contains'");
        }

        return good;
    }

    private bool HoldsOfTheRest(JsonElement schema, JsonElement value, string path, List<JsonFault>? faults, Seen seen, int depth)
    {
        var good = true;
        if (value.ValueKind == JsonValueKind.Object && Of(schema, "unevaluatedProperties") is { } members)
        {
            foreach (var member in value.EnumerateObject().Where(member => !seen.Has(member.Name)).ToList())
            {
                good &= Holds(members, member.Value, $"{path}/{member.Name}", faults, new Seen(), depth);
                seen.Add(member.Name);
            }
        }

        if (value.ValueKind == JsonValueKind.Array && Of(schema, "unevaluatedItems") is { } items)
        {
            foreach (var (at, item) in value.EnumerateArray().Index().Where(each => !seen.Has(each.Index)).ToList())
            {
                good &= Holds(items, item, Item(path, at), faults, new Seen(), depth);
                seen.Add(at);
            }
        }

        return good;
    }

    private static string Item(string path, int at) => string.Create(CultureInfo.InvariantCulture, $"{path}/{at}");

    private static JsonElement? Of(JsonElement schema, string word) => schema.TryGetProperty(word, out var value) ? value : null;

    private static bool Wrong(List<JsonFault>? faults, string path, string message)
    {
        faults?.Add(new JsonFault(path, message));
        return false;
    }
}
