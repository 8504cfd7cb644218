using Weir.Project.Expressions;
using Weir.Project.Yaml;

namespace Weir.Project.Reading;

/// <summary>Which <c>vars</c> templates may name: those that are there in every environment, and for a tenant's those that every tenant has.</summary>
internal static class VarNames
{
    private const string Vars = "vars";

    /// <summary>What templates may name.</summary>
    /// <param name="tree">The project.</param>
    /// <param name="environment">The environment that it is read for.</param>
    public static ProjectNames Of(YamlNode tree, string environment)
    {
        var project = NamesIn(tree);
        var environments = EntriesOf(tree, "environments");
        environments.TryAdd(environment, []);
        var lacking = new Dictionary<string, string>();
        var known = Common(project, environments, "environment", Vars, lacking);
        var tenants = EntriesOf(tree, "tenants");
        var ofTenant = Common(known, tenants, "tenant", $"tenant.{Vars}", lacking);
        return new ProjectNames
        {
            Names = ["environment", "tenants", .. known.Select(name => $"{Vars}.{name}")],
            OfTenant = ["tenant.name", .. ofTenant.Select(name => $"tenant.{Vars}.{name}")],
            Lacking = lacking,
        };
    }

    /// <summary>The names that all have, by themselves or because everybody has them.</summary>
    private static List<string> Common(
        IReadOnlyCollection<string> everybody, Dictionary<string, IReadOnlyList<string>> each, string what, string path, Dictionary<string, string> lacking)
    {
        var common = everybody.ToList();
        foreach (var name in each.Values.SelectMany(names => names).Distinct().Except(everybody))
        {
            if (each.FirstOrDefault(one => !one.Value.Contains(name)) is { Key: { } without })
            {
                lacking[$"{path}.{name}"] = $"the {what} '{without}'";
            }
            else
            {
                common.Add(name);
            }
        }

        return common;
    }

    private static Dictionary<string, IReadOnlyList<string>> EntriesOf(YamlNode tree, string key)
    {
        var entries = ((tree as YamlNode.Map)?[key] as YamlNode.Map)?.Entries ?? [];
        return entries.DistinctBy(entry => entry.Key.Text).ToDictionary(entry => entry.Key.Text, entry => NamesIn(entry.Value));
    }

    private static IReadOnlyList<string> NamesIn(YamlNode node) =>
        ((node as YamlNode.Map)?[Vars] as YamlNode.Map) is { } map ? [.. map.Entries.Select(entry => entry.Key.Text), .. map.Lost] : [];
}
