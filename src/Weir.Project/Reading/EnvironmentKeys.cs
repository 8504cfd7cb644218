using Weir.Buckets;
using Weir.Connections;
using Weir.Project.Schema;
using Weir.Project.Yaml;
using Weir.Projects;

namespace Weir.Project.Reading;

/// <summary>The keys of an environment.</summary>
internal static class EnvironmentKeys
{
    private static readonly Key<IReadOnlyDictionary<string, object>> Vars = VarKeys.KeyOf("Values that go before the project's `vars` of the same names.");

    private static readonly Key<IReadOnlyDictionary<string, BucketDefinition>> Buckets = new(
        "buckets", "Buckets that take the place of the project's of the same names.", BucketKeys.Map);

    private static readonly Key<IReadOnlyDictionary<string, ConnectionDefinition>> Connections = new(
        "connections", "Connections that take the place of the project's of the same names.", ConnectionKeys.Map);

    private static readonly Key<IReadOnlyList<ListShape<string>.Item>> Tenants = new(
        "tenants", "The tenants that are there.", new ListShape<string>("tenant", Names.Shape("the name of a tenant", Names.LowerCase, "WEIR2203")))
    {
        Default = "all of the project",
        Example = "[acme, globex]",
    };

    /// <summary>The environments, by name.</summary>
    public static MapShape<EnvironmentDefinition> Map { get; } = new(
        "environment", new RecordShape<EnvironmentDefinition>([Vars, Buckets, Connections, Tenants], Build) { MayBeNothing = true }, CheckName)
    {
        NamePattern = Names.AnyCaseText,
    };

    /// <summary>No environments.</summary>
    public static IReadOnlyDictionary<string, EnvironmentDefinition> None { get; } = new Dictionary<string, EnvironmentDefinition>();

    /// <summary>Notes what the environments say of things that the project does not have.</summary>
    /// <param name="environments">The environments.</param>
    /// <param name="at">Where they stand.</param>
    /// <param name="root">The project, as it stands in the file.</param>
    /// <param name="reading">Takes the mistakes.</param>
    public static void Check(IEnumerable<EnvironmentDefinition> environments, YamlNode at, YamlNode root, ReadingContext reading)
    {
        foreach (var environment in environments)
        {
            var own = (at as YamlNode.Map)?[environment.Name] as YamlNode.Map;
            CheckDeclared(environment.Buckets.Keys, reading.Buckets, "bucket", environment, own?[Buckets.Name], reading);
            CheckDeclared(environment.Connections.Keys, reading.Connections, "connection", environment, own?[Connections.Name], reading);
            CheckDeclared(environment.Tenants ?? [], reading.Tenants, "tenant", environment, own?[Tenants.Name], reading);
            CheckFolders(environment, own?[Buckets.Name] as YamlNode.Map, (root as YamlNode.Map)?[Buckets.Name] as YamlNode.Map, reading);
        }
    }

    /// <summary>Folders that are apart in the project may meet in an environment.</summary>
    private static void CheckFolders(EnvironmentDefinition environment, YamlNode.Map? own, YamlNode.Map? all, ReadingContext reading)
    {
        if (own is null || all is null)
        {
            return;
        }

        var merged = new YamlNode.Map(own.Place, [.. all.Entries.Where(entry => own[entry.Key.Text] is null), .. own.Entries]);
        var silent = reading with { Findings = new Findings() };
        if (BucketKeys.Map.TryRead(merged, silent, out var buckets))
        {
            BucketFolders.Check(buckets, merged, reading.Entry("environment", environment.Name));
        }
    }

    private static EnvironmentDefinition Build(Fields fields, ReadingContext reading) => new()
    {
        Name = reading.Name,
        Vars = fields.Get(Vars, VarKeys.None),
        Buckets = fields.Get(Buckets, BucketKeys.None),
        Connections = fields.Get(Connections, ConnectionKeys.None),
        Tenants = fields.TryGet(Tenants, out var tenants) ? [.. tenants.Select(tenant => tenant.Value)] : null,
    };

    private static void CheckDeclared(
        IEnumerable<string> named, IReadOnlyCollection<string>? declared, string what, EnvironmentDefinition environment, YamlNode? at, ReadingContext reading)
    {
        foreach (var stray in named.Where(name => declared?.Contains(name) == false))
        {
            var place = at switch
            {
                YamlNode.Map map => map.Entries.First(entry => entry.Key.Text == stray).Key,
                YamlNode.Items list => list.Values.OfType<YamlNode.Scalar>().First(item => item.Text == stray),
                _ => at!,
            };
            reading.Wrong(
                place,
                "WEIR2923",
                $"The environment '{environment.Name}' has the {what} '{stray}', which the project does not have.",
                declared!.Count == 0 ? $"Declare it for the project first, under '{what}s'." : Nearest.Hint(stray, declared, "Declared are"));
        }
    }

    private static void CheckName(YamlNode.Scalar name, ReadingContext reading)
    {
        if (Names.Check(name, reading, Names.AnyCase, "WEIR2203") && EnvironmentNames.WhyNot(name.Text) is { } why)
        {
            reading.Wrong(name, "WEIR2203", why, "Choose another name.");
        }
    }
}
