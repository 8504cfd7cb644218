using Weir.Project.Schema;
using Weir.Project.Yaml;
using Weir.Tenants;

namespace Weir.Project.Reading;

/// <summary>Checks that what is one tenant's own is no other tenant's as well.</summary>
internal static class TenantShares
{
    /// <summary>Notes the prefixes that two tenants have both, whole or in part.</summary>
    /// <param name="tenants">The tenants.</param>
    /// <param name="node">Where they stand.</param>
    /// <param name="key">The key of a tenant that says what is its own.</param>
    /// <param name="reading">Takes the mistakes.</param>
    public static void Check(IEnumerable<TenantDefinition> tenants, YamlNode? node, string key, ReadingContext reading)
    {
        // Those that say nothing have folders of their names, which differ: they only meet those that say something.
        var earlier = tenants.Where(tenant => tenant.Objects is null).ToList();
        foreach (var tenant in tenants.Where(tenant => tenant.Objects is not null))
        {
            var written = ((node as YamlNode.Map)?[tenant.Name] as YamlNode.Map)?[key];
            foreach (var own in tenant.Objects!)
            {
                foreach (var (other, theirs) in earlier.SelectMany(other => PrefixesOf(other, own).Select(theirs => (other, theirs))).Where(pair => Meet(own, pair.theirs)))
                {
                    reading.Wrong(
                        (written as YamlNode.Items)?.Values.FirstOrDefault(item => item is YamlNode.Scalar scalar && scalar.Text == own) ?? written ?? node!,
                        "WEIR7432",
                        $"'{own}' of the tenant '{tenant.Name}' and '{theirs}' of the tenant '{other.Name}' overlap: one of them would reach the other's objects.",
                        "Give each a prefix that does not begin with the other's, such as raw/acme/ and raw/acme-archive/; what all are to read is reached by keys that are limited to no tenant.");
                }
            }

            earlier.Add(tenant);
        }
    }

    private static IEnumerable<string> PrefixesOf(TenantDefinition tenant, string beside) =>
        tenant.Objects ?? [$"{beside[..beside.IndexOf('/', StringComparison.Ordinal)]}/{tenant.Name}/"];

    private static bool Meet(string one, string other) => one.StartsWith(other, StringComparison.Ordinal) || other.StartsWith(one, StringComparison.Ordinal);
}
