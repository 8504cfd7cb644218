using Weir.Failures;
using Weir.Secrets;
using Weir.Tenants;

namespace Weir.Engine.Secrets;

/// <summary>Finds secrets in the first source that has them, and has each masked from then on.</summary>
/// <param name="environment">The environment, by name.</param>
/// <param name="sources">In the order in which they are asked.</param>
/// <param name="masks">Learns what was found.</param>
internal sealed class SecretFinder(string environment, IReadOnlyList<ISecretSource> sources, Masks masks)
{
    /// <summary>One that finds nothing.</summary>
    public static SecretFinder None => new("local", [], new Masks());

    /// <summary>Knows what was found.</summary>
    public Masks Masks => masks;

    /// <summary>The secrets as a run sees them.</summary>
    /// <param name="tenant">Whose run it is; nobody's when null.</param>
    public SecretLookup For(TenantDefinition? tenant) => new Lookup(this, tenant);

    /// <summary>The value of a secret.</summary>
    /// <param name="name">Its name, or its suffix when it is a tenant's.</param>
    /// <param name="tenant">The tenant whose own goes first; none when null.</param>
    /// <exception cref="RefusedException">WEIR6801: nobody has it. Otherwise as of <see cref="ISecretSource.Find"/>.</exception>
    public string Get(SecretName name, TenantDefinition? tenant)
    {
        var names = NamesOf(name, tenant);
        foreach (var candidate in names)
        {
            if (Find(candidate) is { } found)
            {
                masks.Add(found.Value);
                return found.Value;
            }
        }

        throw new RefusedException(Missing(names));
    }

    /// <summary>Where a secret is, and what it is called there; none when nobody has it. Its value is not told.</summary>
    public (SecretName Name, string Place)? Locate(SecretName name, TenantDefinition? tenant)
    {
        foreach (var candidate in NamesOf(name, tenant))
        {
            if (Find(candidate) is { } found)
            {
                return (candidate, found.Source.PlaceOf(candidate));
            }
        }

        return null;
    }

    /// <summary>WEIR6801, for a secret that nobody has.</summary>
    public Failure Missing(SecretName name, TenantDefinition? tenant) => Missing(NamesOf(name, tenant));

    private static IReadOnlyList<SecretName> NamesOf(SecretName name, TenantDefinition? tenant) =>
        tenant is null ? [name] : [tenant.SecretOf(name), name];

    private (ISecretSource Source, string Value)? Find(SecretName name)
    {
        foreach (var source in sources)
        {
            if (source.Find(name) is { } value)
            {
                return (source, value);
            }
        }

        return null;
    }

    private Failure Missing(IReadOnlyList<SecretName> names)
    {
        var called = string.Join("' or '", names.Distinct());
        var looked = names.Distinct().SelectMany(name => sources.Select(source => source.PlaceOf(name))).Distinct().ToList();
        return new Failure(
            "WEIR6801",
            $"Nobody has the secret '{called}' in the environment '{environment}'." + (looked.Count > 0 ? $" Looked in {string.Join(", ", looked)}." : ""),
            $"Set it with 'weir secret set {names[0]}{(environment == "local" ? "" : $" --env {environment}")}', which asks for the value.");
    }

    private sealed class Lookup(SecretFinder finder, TenantDefinition? tenant) : SecretLookup
    {
        public override string Get(string name) => SecretName.TryParse(name, out var parsed)
            ? finder.Get(parsed, tenant)
            : throw new ArgumentException($"'{name}' is no name of a secret.", nameof(name));

        public override void Mask(string derived) => finder.Masks.Add(derived);
    }
}
