using System.Diagnostics.CodeAnalysis;

using Weir.Project.Schema;
using Weir.Project.Yaml;
using Weir.Secrets;
using Weir.Tenants;

namespace Weir.Project.Reading;

/// <summary>The keys of a tenant.</summary>
internal static class TenantKeys
{
    private static readonly Key<IReadOnlyDictionary<string, object>> Vars = VarKeys.KeyOf(
        "Its own values: templates name them as `tenant.vars.NAME`, which stands for `vars.NAME` where the tenant has none.");

    private static readonly Key<IReadOnlyDictionary<string, SecretName>> SecretNames = new(
        "secret_names",
        "Secrets of it that are not called after it, by suffix. All others are called TENANT-SUFFIX.",
        new MapShape<SecretName>(
            "secret",
            new ScalarShape<SecretName>(new Description("string", "the name of a secret"), TryReadSecret),
            (name, reading) => Names.Check(name, reading, Names.AnyCase, "WEIR2203"))
        {
            NamePattern = Names.AnyCaseText,
        })
    {
        Example = "{ db-password: acme-legacy-db }",
    };

    /// <summary>The tenants, by name.</summary>
    public static MapShape<TenantDefinition> Map { get; } = new(
        "tenant",
        new RecordShape<TenantDefinition>([Vars, SecretNames], Build) { MayBeNothing = true },
        (name, reading) => Names.Check(name, reading, Names.LowerCase, "WEIR2203"));

    /// <summary>No tenants.</summary>
    public static IReadOnlyDictionary<string, TenantDefinition> None { get; } = new Dictionary<string, TenantDefinition>();

    private static TenantDefinition Build(Fields fields, ReadingContext reading) => new()
    {
        Name = reading.Name,
        Vars = fields.Get(Vars, VarKeys.None),
        SecretNames = fields.TryGet(SecretNames, out var names) ? names.DistinctBy(name => Parsed(name.Key)).ToDictionary(name => Parsed(name.Key), name => name.Value) : [],
    };

    private static SecretName Parsed(string text) => SecretName.TryParse(text, out var name) ? name : default;

    private static bool TryReadSecret(YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out SecretName value) =>
        SecretName.TryParse(scalar.Text, out value) || Names.Check(scalar, reading, Names.AnyCase, "WEIR2203");
}
