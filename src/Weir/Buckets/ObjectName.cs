namespace Weir.Buckets;

/// <summary>A bucket and a key: the name of an object. Compared byte by byte, so case matters.</summary>
/// <param name="Bucket">The bucket's name.</param>
/// <param name="Key">The key within the bucket.</param>
public readonly record struct ObjectName(string Bucket, string Key)
{
    /// <summary><c>bucket/key</c>.</summary>
    public override string ToString() => $"{Bucket}/{Key}";
}
