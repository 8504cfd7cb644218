using Weir.Buckets;
using Weir.Failures;

namespace Weir.Cli.Commands;

/// <summary>A place in a bucket as it is typed: <c>BUCKET/KEY</c>, <c>BUCKET/PREFIX/</c> or <c>BUCKET</c>.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Key">The key or prefix; empty for the bucket itself.</param>
internal readonly record struct Target(string Bucket, string Key)
{
    /// <summary>Whether several objects fit under it.</summary>
    public bool IsPrefix => Key.Length == 0 || Key.EndsWith('/');

    /// <exception cref="RefusedException">WEIR1005: the text names no bucket.</exception>
    public static Target Parse(string text) => text.Split('/', 2) switch
    {
        [{ Length: > 0 } bucket] => new Target(bucket, ""),
        [{ Length: > 0 } bucket, var key] => new Target(bucket, key),
        _ => throw new RefusedException(new Failure(
            "WEIR1005", $"'{text}' names no bucket.", "Write BUCKET/KEY or BUCKET/PREFIX/; 'weir ls' lists the buckets.")),
    };

    /// <exception cref="RefusedException">WEIR1005: the text names no object.</exception>
    public static ObjectName ParseObject(string text)
    {
        var target = Parse(text);
        return target.IsPrefix
            ? throw new RefusedException(new Failure(
                "WEIR1005", $"'{text}' names no object.", $"Write BUCKET/KEY; 'weir ls {text}' lists what is there."))
            : new ObjectName(target.Bucket, target.Key);
    }

    public override string ToString() => $"{Bucket}/{Key}";
}
