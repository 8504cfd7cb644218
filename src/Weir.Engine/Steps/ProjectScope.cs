using System.Text.Json;

using Weir.Engine.Secrets;
using Weir.Failures;
using Weir.Pipelines;
using Weir.Projects;
using Weir.Secrets;
using Weir.Templates;
using Weir.Tenants;

namespace Weir.Engine.Steps;

/// <summary>
/// What templates may name whatever started the run: the <c>environment</c>, its <c>vars</c>, the names of all <c>tenants</c> as a JSON
/// list, the <c>tenant</c> of the run when it has one, and secrets.
/// </summary>
internal sealed class ProjectScope(ProjectDefinition project, SecretFinder secrets)
{
    private readonly JsonText _tenants =
        new($"[{string.Join(',', project.Tenants.Keys.Order(StringComparer.Ordinal).Select(name => $"\"{JsonEncodedText.Encode(name)}\""))}]");

    /// <summary>What may be named where no run is known of.</summary>
    public IReadOnlyDictionary<string, object?> OutsideOfRuns()
    {
        var scope = new Dictionary<string, object?>(StringComparer.Ordinal);
        Add(scope, tenant: null);
        return scope;
    }

    /// <summary>Adds it to the scope of a run, which has the event and the inputs already.</summary>
    /// <exception cref="RefusedException">WEIR5801: there is no such tenant. WEIR5001: what says whose run it is has no value.</exception>
    public void AddTo(Dictionary<string, object?> scope, PipelineDefinition pipeline)
    {
        Add(scope, tenant: null);
        if (pipeline.Tenant?.Render(scope) is { } name)
        {
            Add(scope, project.Tenants.GetValueOrDefault(name) ?? throw NoTenant(name, pipeline));
        }
    }

    /// <summary>The name of the tenant of a run's scope; none when it has none.</summary>
    public static string? TenantOf(IReadOnlyDictionary<string, object?> scope) =>
        scope.GetValueOrDefault("tenant") is IReadOnlyDictionary<string, object?> tenant ? tenant["name"] as string : null;

    private void Add(Dictionary<string, object?> scope, TenantDefinition? tenant)
    {
        scope["environment"] = project.Environment;
        scope["vars"] = project.Vars;
        scope["tenants"] = _tenants;
        scope[SecretLookup.Key] = secrets.For(tenant);
        if (tenant is not null)
        {
            scope["tenant"] = new Dictionary<string, object?>(StringComparer.Ordinal) { ["name"] = tenant.Name, ["vars"] = tenant.Vars };
        }
    }

    private RefusedException NoTenant(string name, PipelineDefinition pipeline) => new(new Failure(
        "WEIR5801",
        $"The run is for the tenant '{name}', which the environment '{project.Environment}' does not have: 'tenant' of the pipeline '{pipeline.Name}' is '{pipeline.Tenant}'.",
        project.Tenants.Count == 0 ? "Make a file tenants/NAME.yaml for each tenant." : $"There are {string.Join(", ", project.Tenants.Keys.Order(StringComparer.Ordinal))}."));
}
