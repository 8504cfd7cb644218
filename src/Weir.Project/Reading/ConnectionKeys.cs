using System.Diagnostics.CodeAnalysis;

using Weir.Connections;
using Weir.Project.Schema;
using Weir.Project.Yaml;
using Weir.Secrets;

namespace Weir.Project.Reading;

/// <summary>The keys of a connection.</summary>
internal static class ConnectionKeys
{
    private const string OfPostgres = "postgres";
    private const string OfSqlite = "sqlite";

    private static readonly Key<string> Type = new(
        "type", "What answers.", Scalars.Choice(new Dictionary<string, string> { [OfPostgres] = OfPostgres, [OfSqlite] = OfSqlite }, later: ["snowflake", "mysql", "sqlserver", "oracle"]))
    {
        IsRequired = true,
        Example = OfPostgres,
    };

    private static readonly Key<string> Host = new(
        "host", "The server's name or address.", new ScalarShape<string>(new Description("string", "a host"), TryReadHost))
    {
        Example = "db.example.org",
    };

    private static readonly Key<int> Port = new("port", "The server's port.", Scalars.Integer(1, 65_535)) { Default = "5432" };

    private static readonly Key<string> Database = new("database", "The database.", Scalars.Text("the name of a database")) { Example = "billing" };

    private static readonly Key<string> User = new("user", "Who asks.", Scalars.Text("the name of a user")) { Example = "reader" };

    private static readonly Key<string> Variable = new(
        "env", "The environment variable that holds it.", new ScalarShape<string>(new Description("string", "the name of a variable"), TryReadVariable))
    {
        Example = "BILLING_PASSWORD",
    };

    private static readonly Key<string> Secret = new("secret", "The secret that it is.", Names.Shape("the name of a secret", Names.AnyCase, "WEIR2203"))
    {
        Example = "billing-password",
    };

    private static readonly Key<PasswordSource> Password = new(
        "password",
        "Where the password is. Never the password itself: project files are read by many.",
        new PasswordShape())
    {
        Default = "none is sent",
        Example = "{ secret: billing-password }",
    };

    private static readonly Key<bool> Tls = new("tls", "Whether the server must be reached over TLS.", Scalars.Boolean)
    {
        Default = "false: TLS is used when the server offers it",
    };

    private static readonly Key<string> FilePath = new("path", "The file, from the project's folder.", Scalars.Text("a file")) { Example = "data/ledger.db" };

    private static readonly RecordShape<ConnectionDefinition> Shape = new([Type, Host, Port, Database, User, Password, Tls, FilePath], Build);

    /// <summary>The connections, by name.</summary>
    public static MapShape<ConnectionDefinition> Map { get; } = new(
        "connection", Shape, (name, reading) => Names.Check(name, reading, Names.AnyCase, "WEIR2203"))
    {
        NamePattern = Names.AnyCaseText,
    };

    /// <summary>No connections.</summary>
    public static IReadOnlyDictionary<string, ConnectionDefinition> None { get; } = new Dictionary<string, ConnectionDefinition>();

    private static ConnectionDefinition? Build(Fields fields, ReadingContext reading)
    {
        var isSqlite = fields.Get(Type) == OfSqlite;
        Key[] wanted = isSqlite ? [FilePath] : [Host, Database, User];
        Key[] foreign = isSqlite ? [Host, Port, Database, User, Password, Tls] : [FilePath];
        foreach (var key in foreign.Where(fields.Has))
        {
            reading.Wrong(fields.NameOf(key), "WEIR2903", $"{reading.Label} is of type {fields.Get(Type)} and has '{key.Name}'.", "Remove the key, or correct the type.");
        }

        foreach (var key in wanted.Where(key => !fields.Has(key)))
        {
            reading.Wrong(fields.Map, "WEIR2904", $"{reading.Label} is of type {fields.Get(Type)} and lacks '{key.Name}'.", $"Add {key.Name}: {key.Example}");
        }

        if (foreign.Any(fields.Has) || !wanted.All(key => fields.Has(key) && !fields.IsWrong(key)))
        {
            return null;
        }

        return isSqlite
            ? new ConnectionDefinition.Sqlite(reading.Name, Path.GetFullPath(Path.Combine(reading.Home, fields.Get(FilePath))))
            : new ConnectionDefinition.Postgres(reading.Name)
            {
                Host = fields.Get(Host),
                Port = fields.Get(Port, 5432),
                Database = fields.Get(Database),
                User = fields.Get(User),
                PasswordVariable = fields.TryGet(Password, out var password) ? password.Variable : null,
                PasswordSecret = password?.Secret,
                RequiresTls = fields.Get(Tls, false),
            };
    }

    /// <summary>A host alone. What is told when it cannot be reached has the host, and an address such as a browser takes holds passwords.</summary>
    private static bool TryReadHost(YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out string value)
    {
        if (!Scalars.Text("a host").TryRead(scalar, reading, out value) || value.AsSpan().IndexOfAny("/@ ") < 0)
        {
            return value is { Length: > 0 };
        }

        reading.Wrong(scalar, "WEIR2905", $"{reading.Label} is more than a host.", "Write the name or address of the server alone, and port, database and user under keys of their own.");
        return false;
    }

    private static bool TryReadVariable(YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out string value)
    {
        if (!Scalars.Text("the name of a variable").TryRead(scalar, reading, out value) || value.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_'))
        {
            return value is { Length: > 0 };
        }

        reading.Wrong(scalar, "WEIR2905", $"{reading.Label} is no name of an environment variable.", "Write the variable's name, in letters, digits and underscores, and set that variable to the password.");
        return false;
    }

    /// <summary>Where a password is: in a variable, or a secret.</summary>
    private sealed record PasswordSource(string? Variable, SecretName? Secret);

    /// <summary>What stands there in clear text, of whatever type, is not to be repeated by any message.</summary>
    private sealed class PasswordShape : Shape<PasswordSource>
    {
        private static readonly RecordShape<PasswordSource> Map = new([Secret, Variable], Build) { ExactlyOneOf = [Secret, Variable] };

        public override Description Describe => Map.Describe;

        public override bool TryRead(YamlNode node, ReadingContext reading, [MaybeNullWhen(false)] out PasswordSource value)
        {
            if (node is YamlNode.Map)
            {
                return Map.TryRead(node, reading, out value);
            }

            value = null;
            reading.Wrong(
                node,
                "WEIR2901",
                $"{reading.Label} is written in clear text.",
                "Write password: { secret: NAME }, set it with 'weir secret set NAME', and change the password if others have seen the file.");
            return false;
        }

        private static PasswordSource Build(Fields fields, ReadingContext reading)
        {
            if (!fields.TryGet(Secret, out var text) || !SecretName.TryParse(text, out var name))
            {
                return new PasswordSource(fields.Get(Variable), null);
            }

            reading.Secrets.Add(new SecretReference(name, reading.Owner, IsOfTenant: false));
            return new PasswordSource(null, name);
        }
    }
}
