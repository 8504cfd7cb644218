using Weir.Secrets;

namespace Weir.Tenants;

/// <summary>One customer's isolated share of an environment.</summary>
public sealed record TenantDefinition
{
    /// <summary>The tenant's name, which is that of its file: lower-case letters, digits, <c>_</c> and <c>-</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its values, and the environment's of other names: string, long or bool. None by default.</summary>
    public IReadOnlyDictionary<string, object> Vars { get; init; } = new Dictionary<string, object>();

    /// <summary>The names of secrets that are not its own name, a hyphen and the suffix, by suffix. None by default.</summary>
    public IReadOnlyDictionary<SecretName, SecretName> SecretNames { get; init; } = new Dictionary<SecretName, SecretName>();

    /// <summary>
    /// Which objects are its own: what begins with one of these, each <c>bucket/prefix/</c>. By default what is below a folder of its name,
    /// in every bucket.
    /// </summary>
    public IReadOnlyList<string>? Objects { get; init; }

    /// <summary>Whether an object, or all that begins with a prefix, is its own.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="key">The object's key, or the prefix.</param>
    public bool Owns(string bucket, string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return PrefixesIn(bucket).Any(own => key.StartsWith(own, StringComparison.Ordinal));
    }

    /// <summary>Whether any object of a bucket may be its own.</summary>
    /// <param name="bucket">The bucket.</param>
    public bool HasShareOf(string bucket) => PrefixesIn(bucket).Any();

    /// <summary>With what the keys of its objects in a bucket begin, each with a slash at its end; none when it has nothing there.</summary>
    /// <param name="bucket">The bucket.</param>
    public IEnumerable<string> PrefixesIn(string bucket) => Objects is null
        ? [Name + "/"]
        : Objects.Where(own => own.StartsWith(bucket + "/", StringComparison.Ordinal)).Select(own => own[(bucket.Length + 1)..]);

    /// <summary>What its secret with this suffix is called.</summary>
    public SecretName SecretOf(SecretName suffix) => SecretNames.TryGetValue(suffix, out var said) ? said : suffix.Of(Name);
}
