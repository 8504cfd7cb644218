using System.Diagnostics.CodeAnalysis;

using Weir.Buckets;
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

    private static readonly Key<IReadOnlyList<string>> Objects = new(
        "objects",
        "Which objects are its own, as BUCKET/PREFIX/: those alone are reached by users, tokens and S3 keys that are limited to the tenant.",
        new OneOrMoreShape<string>("prefix", new ScalarShape<string>(new Description("string", "a bucket and a prefix such as raw/acme/"), TryReadPrefix)))
    {
        Default = "what is below `TENANT/`, in every bucket",
        Example = "[raw/acme/, curated/customers/acme/]",
    };

    /// <summary>The tenants, by name.</summary>
    public static MapShape<TenantDefinition> Map { get; } = new(
        "tenant",
        new RecordShape<TenantDefinition>([Vars, SecretNames, Objects], Build) { MayBeNothing = true },
        (name, reading) => Names.Check(name, reading, Names.LowerCase, "WEIR2203"));

    /// <summary>No tenants.</summary>
    public static IReadOnlyDictionary<string, TenantDefinition> None { get; } = new Dictionary<string, TenantDefinition>();

    /// <summary>Notes what two tenants both have.</summary>
    public static void Check(IEnumerable<TenantDefinition> tenants, YamlNode? at, ReadingContext reading) => TenantShares.Check(tenants, at, Objects.Name, reading);

    private static TenantDefinition Build(Fields fields, ReadingContext reading) => new()
    {
        Name = reading.Name,
        Vars = fields.Get(Vars, VarKeys.None),
        SecretNames = fields.TryGet(SecretNames, out var names) ? names.DistinctBy(name => Parsed(name.Key)).ToDictionary(name => Parsed(name.Key), name => name.Value) : [],
        Objects = fields.TryGet(Objects, out var objects) ? objects : null,
    };

    private static bool TryReadPrefix(YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out string value)
    {
        value = scalar.Text;
        var (bucket, prefix) = value.Split('/', 2) is [var before, var after] ? (before, after) : (value, "");
        if (bucket.Length == 0 || prefix is not [_, .., '/'] || ObjectKey.Check(prefix[..^1]) is not null)
        {
            reading.Wrong(
                scalar, "WEIR7431", $"{reading.Label} is '{value}', which is no prefix of a bucket.", "Write BUCKET/PREFIX/ with the slash at its end, such as raw/acme/.");
            return false;
        }

        if (reading.Buckets?.Contains(bucket) == false)
        {
            reading.Wrong(scalar, "WEIR7431", $"{reading.Label} names the bucket '{bucket}', which the project does not have.", Nearest.Hint(bucket, reading.Buckets, "There are"));
            return false;
        }

        return true;
    }

    private static SecretName Parsed(string text) => SecretName.TryParse(text, out var name) ? name : default;

    private static bool TryReadSecret(YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out SecretName value) =>
        SecretName.TryParse(scalar.Text, out value) || Names.Check(scalar, reading, Names.AnyCase, "WEIR2203");
}
