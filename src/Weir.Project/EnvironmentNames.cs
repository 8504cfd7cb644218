using Weir.Failures;
using Weir.Project.Reading;
using Weir.Project.Yaml;
using Weir.Projects;

namespace Weir.Project;

/// <summary>Which environments a project has.</summary>
internal static class EnvironmentNames
{
    private const string Code = "WEIR1003";

    /// <summary>What no environment can be called: its folder in <c>.weir</c> is there for something else.</summary>
    private static readonly string[] Reserved = ["functions"];

    /// <summary>Says why no environment can have this name; nothing when one can.</summary>
    public static string? WhyNot(string name) =>
        !Names.AnyCase.IsMatch(name) ? $"'{name}' cannot be the name of an environment: it has letters, digits, '_' and '-', and a letter or digit first."
        : Reserved.Contains(name, StringComparer.OrdinalIgnoreCase) ? $"'{name}' cannot be the name of an environment: Weir keeps something else in '.weir/{name}'."
        : null;

    /// <summary>Makes sure that a name can be that of an environment.</summary>
    /// <exception cref="RefusedException">WEIR1003: it cannot.</exception>
    public static void Check(string name)
    {
        if (WhyNot(name) is { } why)
        {
            throw new RefusedException(new Failure(Code, why, "Choose another name for --env."));
        }
    }

    /// <summary>Makes sure that a project has an environment. One that declares none has any; <c>local</c> is always there.</summary>
    /// <exception cref="RefusedException">WEIR1003: it has others.</exception>
    public static void CheckDeclared(string name, YamlNode tree)
    {
        Check(name);
        if (name != EnvironmentDefinition.Local
            && (tree as YamlNode.Map)?["environments"] is YamlNode.Map { Entries: [_, ..] } declared
            && declared[name] is null
            && !declared.Lost.Contains(name))
        {
            throw new RefusedException(new Failure(
                Code,
                $"This project has no environment '{name}'.",
                Nearest.Hint(name, [.. declared.Entries.Select(entry => entry.Key.Text), EnvironmentDefinition.Local], "It has") + " They are declared under 'environments' in weir.yaml."));
        }
    }
}
