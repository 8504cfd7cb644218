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

    /// <summary>What its secret with this suffix is called.</summary>
    public SecretName SecretOf(SecretName suffix) => SecretNames.TryGetValue(suffix, out var said) ? said : suffix.Of(Name);
}
