using System.Diagnostics.CodeAnalysis;

using Weir.Project.Expressions;
using Weir.Project.Schema;
using Weir.Project.Yaml;

namespace Weir.Project.Reading;

/// <summary>The key of a pipeline that says whose its runs are.</summary>
internal static class TenantTemplates
{
    /// <summary>The key.</summary>
    public static Key<HandlebarsTemplate> Key { get; } = new(
        "tenant",
        "The tenant that a run is for: its name, or a template that becomes it, over the event, the inputs and `vars`. Steps may then name "
        + "`tenant.name` and `tenant.vars.NAME`, and secrets are looked up for the tenant first.",
        new ScalarShape<HandlebarsTemplate>(new Description("string", "the name of a tenant, which may hold {{…}}"), TryRead))
    {
        Example = "\"{{inputs.tenant}}\"",
    };

    private static bool TryRead(YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out HandlebarsTemplate value)
    {
        // Who the tenant is must be known before its first step.
        var names = reading.StepNames.WithoutSecrets.BeforeRun;
        value = HandlebarsTemplate.Read(scalar.Text, names, out var mistakes);
        foreach (var mistake in mistakes)
        {
            reading.Wrong(scalar, mistake.At, mistake.Code, mistake.Message, mistake.Hint);
        }

        if (reading.Tenants is { Count: 0 })
        {
            reading.Wrong(
                scalar, "WEIR2924", $"{reading.Label} is said, and the project has no tenants.", "Make a file tenants/NAME.yaml for each tenant; it may be empty.");
            return false;
        }

        if (value is { IsLiteral: true } && reading.Tenants?.Contains(value.Text) == false)
        {
            reading.Wrong(
                scalar,
                "WEIR2924",
                $"{reading.Label} is '{value.Text}', which is no tenant of the project.",
                Nearest.Hint(value.Text, reading.Tenants, "There are"));
            return false;
        }

        return value is not null;
    }
}
