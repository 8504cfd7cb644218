using Weir.Engine.Secrets;
using Weir.Secrets;
using Weir.Tenants;

namespace Weir.Cli.Rendering;

/// <summary>A secret that a project names or that is there, without its value.</summary>
/// <param name="Name">What it is called where it is, or would be.</param>
/// <param name="Tenant">Whose it is; nobody's when null.</param>
/// <param name="IsThere">Whether somebody has it.</param>
/// <param name="Place">Where it is.</param>
/// <param name="NamedBy">What names it.</param>
internal sealed record ListedSecret(string Name, string? Tenant, bool IsThere, string? Place, IReadOnlyList<string> NamedBy)
{
    /// <exception cref="Weir.Failures.RefusedException">WEIR6802 to WEIR6807: it cannot be looked up.</exception>
    public static ListedSecret Of((SecretName Name, TenantDefinition? Tenant, IReadOnlyList<string> By) need, SecretFinder finder)
    {
        var found = finder.Locate(need.Name, need.Tenant);
        var name = found?.Name ?? need.Tenant?.SecretOf(need.Name) ?? need.Name;
        return new ListedSecret(name.Text, need.Tenant?.Name, found is not null, found?.Place, need.By);
    }
}
