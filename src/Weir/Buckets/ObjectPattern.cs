namespace Weir.Buckets;

/// <summary>
/// <c>bucket/glob</c>: which objects are meant. <c>*</c> and <c>?</c> match within a segment, <c>**</c> across segments,
/// <c>[a-z]</c> one character of a class, <c>{a,b}</c> either; all else is itself, case included.
/// </summary>
/// <remarks><c>**</c> before a slash also matches no segment: <c>raw/**/a.json</c> means <c>raw/a.json</c> too.</remarks>
public sealed class ObjectPattern : IEquatable<ObjectPattern>
{
    /// <summary>The longest pattern, in characters: twice the longest key.</summary>
    public const int MaxLength = 2 * ObjectKey.MaxBytes;

    private readonly Glob _keys;

    private ObjectPattern(string text, string bucket, Glob keys)
    {
        Text = text;
        Bucket = bucket;
        _keys = keys;
    }

    /// <summary>The pattern as it was written.</summary>
    public string Text { get; }

    /// <summary>The bucket, which holds no wildcard.</summary>
    public string Bucket { get; }

    /// <summary>What the keys of all objects that are meant start with; the whole key when nothing in the pattern is a wildcard.</summary>
    public string Prefix => Text[(Bucket.Length + 1)..] is var keys && keys.AsSpan().IndexOfAny(GlobProgram.Wildcards) is >= 0 and var wildcard
        ? keys[..wildcard]
        : keys;

    /// <summary>Reads a pattern.</summary>
    /// <param name="text">The pattern, such as <c>raw/orders/**.json</c>.</param>
    /// <param name="pattern">The pattern, when it is one.</param>
    /// <param name="mistake">Why it is none, as the end of a sentence that begins with the pattern; empty otherwise.</param>
    public static bool TryParse(string text, out ObjectPattern? pattern, out string mistake)
    {
        ArgumentNullException.ThrowIfNull(text);
        pattern = null;
        if (text.Length > MaxLength)
        {
            mistake = $"is longer than {MaxLength} characters";
            return false;
        }

        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0 || slash == text.Length - 1)
        {
            mistake = "needs a bucket, a slash and a glob, such as raw/**.json";
            return false;
        }

        var bucket = text[..slash];
        if (bucket.AsSpan().IndexOfAny(GlobProgram.Wildcards) >= 0)
        {
            mistake = "has a wildcard in its bucket; name one bucket";
            return false;
        }

        var keys = Glob.Parse(text[(slash + 1)..], out mistake);
        pattern = keys is null ? null : new ObjectPattern(text, bucket, keys);
        return pattern is not null;
    }

    /// <summary>Whether the pattern means this object. What ends in a slash, as folders do, is meant only by what ends in one, too.</summary>
    /// <param name="name">The object's name.</param>
    public bool Matches(ObjectName name) =>
        name.Bucket == Bucket && (!ObjectKey.IsFolder(name.Key) || Text.EndsWith('/')) && _keys.IsMatch(name.Key);

    /// <inheritdoc/>
    public bool Equals(ObjectPattern? other) => other is not null && other.Text == Text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ObjectPattern);

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <summary>The pattern as it was written.</summary>
    public override string ToString() => Text;
}
