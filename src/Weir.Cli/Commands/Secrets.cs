using System.CommandLine;

using Weir.Cli.Composition;
using Weir.Failures;
using Weir.Local.Secrets;
using Weir.Project;
using Weir.Projects;
using Weir.Secrets;

namespace Weir.Cli.Commands;

/// <summary>What the commands about secrets have in common. They work on files alone, which a running <c>weir up</c> reads again when they change.</summary>
internal static class Secrets
{
    public const string Group = "secret";

    public static Argument<string> Name() => new("name")
    {
        Description = "The secret: letters, digits, '_' and '-'. Case does not matter, nor '_' or '-'.",
        HelpName = "NAME",
    };

    public static Option<string?> Tenant() => new("--tenant", "-t")
    {
        Description = "The tenant whose secret it is: NAME is the suffix then.",
        HelpName = "TENANT",
    };

    /// <summary>The name of a secret, which is called after the tenant when there is one.</summary>
    /// <exception cref="RefusedException">WEIR1001: it cannot be a name, or there is no such tenant.</exception>
    public static SecretName NameOf(string text, string? tenant, ProjectPlace place)
    {
        if (!SecretName.TryParse(text, out var name))
        {
            throw new RefusedException(new Failure(
                "WEIR1001", $"'{text}' cannot be the name of a secret.", "Use letters, digits, '_' and '-', at most 100, with a letter or digit first."));
        }

        if (tenant is null)
        {
            return name;
        }

        var known = ProjectOf(place).Tenants;
        return known.TryGetValue(tenant, out var found) ? found.SecretOf(name) : throw new RefusedException(new Failure(
            "WEIR1001",
            $"The environment '{place.Environment}' has no tenant '{tenant}'.",
            known.Count == 0 ? "Make a file tenants/NAME.yaml for each tenant." : Nearest.Hint(tenant, [.. known.Keys], "There are")));
    }

    /// <exception cref="WrongProjectException">The project has mistakes.</exception>
    public static ProjectDefinition ProjectOf(ProjectPlace place)
    {
        var read = ProjectReader.Read(place.Folder, place.Environment);
        return read.Definition ?? throw new WrongProjectException(place.Folder, read.Diagnostics);
    }

    public static EncryptedSecrets FileOf(ProjectPlace place, TimeProvider time) => new(place.Folder, place.Environment, Environment.GetEnvironmentVariable, time);
}
