using Weir.Buckets;
using Weir.Failures;
using Weir.Templates;

namespace Weir.Engine.Steps;

/// <summary>Reads what a step's template became: an object's name, or a prefix to land under.</summary>
internal static class RenderedName
{
    /// <summary>The object that a template names.</summary>
    /// <exception cref="RefusedException">WEIR5004: no <c>bucket/key</c>. WEIR3001: the key is refused.</exception>
    public static ObjectName Object(Template template, StepContext context) => Object(template, context.Scope);

    /// <summary>The object that a template names.</summary>
    /// <exception cref="RefusedException">WEIR5004: no <c>bucket/key</c>. WEIR3001: the key is refused.</exception>
    public static ObjectName Object(Template template, IReadOnlyDictionary<string, object?> scope)
    {
        var (bucket, key) = Split(template, scope);
        return Checked(bucket, key ?? throw NoName(template, $"{bucket}", "bucket/key"));
    }

    /// <summary>Where a source goes: to the name itself, or below it when it ends in a slash.</summary>
    /// <exception cref="RefusedException">WEIR5004: no <c>bucket/key</c>. WEIR3001: the key is refused.</exception>
    public static ObjectName Target(Template template, StepContext context, ObjectName source)
    {
        var (bucket, key) = Split(template, context.Scope);
        return key switch
        {
            null => throw NoName(template, bucket, "bucket/key, or bucket/ to keep the source's name"),
            "" or [.., '/'] => Checked(bucket, key + source.Key[(source.Key.LastIndexOf('/') + 1)..]),
            _ => Checked(bucket, key),
        };
    }

    /// <summary>The object, or with a slash at its end the prefix, that a template names.</summary>
    /// <exception cref="RefusedException">WEIR5004: no <c>bucket/key</c>. WEIR3001: the key is refused.</exception>
    public static ObjectName ObjectOrPrefix(Template template, StepContext context)
    {
        var (bucket, key) = Split(template, context.Scope);
        return key switch
        {
            null => throw NoName(template, bucket, "bucket/key or bucket/prefix/"),
            "" => new ObjectName(bucket, ""),
            [.., '/'] => Checked(bucket, key[..^1]) with { Key = key },
            _ => Checked(bucket, key),
        };
    }

    /// <summary>The bucket and prefix that a template names. The prefix is empty or ends in a slash.</summary>
    /// <exception cref="RefusedException">WEIR5004: there is no bucket.</exception>
    public static ObjectName Prefix(Template template, StepContext context)
    {
        var (bucket, key) = Split(template, context.Scope);
        return new ObjectName(bucket, key is null or "" or [.., '/'] ? key ?? "" : key + "/");
    }

    private static (string Bucket, string? Key) Split(Template template, IReadOnlyDictionary<string, object?> scope)
    {
        var text = template.Render(scope);
        return text.IndexOf('/', StringComparison.Ordinal) switch
        {
            0 => throw NoName(template, text, "bucket/key"),
            < 0 when text is "" => throw NoName(template, text, "bucket/key"),
            < 0 => (text, null),
            var slash => (text[..slash], text[(slash + 1)..]),
        };
    }

    /// <summary>An object's name, when its key may be one.</summary>
    /// <exception cref="RefusedException">WEIR3001: the key is refused.</exception>
    public static ObjectName Checked(string bucket, string key) =>
        ObjectKey.Check(key) is { } wrong ? throw new RefusedException(wrong) : new ObjectName(bucket, key);

    private static RefusedException NoName(Template template, string text, string wanted) => new(new Failure(
        "WEIR5004", $"The template '{template}' became '{text}', which is no object's name.", $"Write it as {wanted}."));
}
