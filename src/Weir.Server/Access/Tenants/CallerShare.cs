using Weir.Buckets;
using Weir.Failures;
using Weir.Projects;
using Weir.Tenants;

namespace Weir.Server.Access.Tenants;

/// <summary>What is the caller's of the moment: of somebody limited to tenants what is theirs, of others everything.</summary>
/// <param name="project">Knows the tenants; one that it does not have has nothing.</param>
internal sealed class CallerShare(ProjectDefinition project)
{
    /// <summary>The caller's tenants; none when there is no limit.</summary>
    public IReadOnlyList<TenantDefinition>? Tenants =>
        CurrentCaller.Value?.Tenants is { } named ? [.. named.Select(project.Tenants.GetValueOrDefault).OfType<TenantDefinition>()] : null;

    /// <summary>Their names; none when there is no limit.</summary>
    public IReadOnlyCollection<string>? Names => Tenants is { } tenants ? [.. tenants.Select(tenant => tenant.Name)] : null;

    /// <exception cref="RefusedException">WEIR7425: an object is not the caller's.</exception>
    public void Check(IEnumerable<ObjectName> names)
    {
        if (Tenants is not { } tenants)
        {
            return;
        }

        foreach (var name in names)
        {
            if (!tenants.Any(tenant => tenant.Owns(name.Bucket, name.Key)))
            {
                throw Refused($"reach {name}: it is not below a prefix of theirs", "Objects of a tenant are below TENANT/, or what 'objects' of the tenant says.");
            }
        }
    }

    /// <summary>What is said to somebody limited to tenants of what all tenants share.</summary>
    public static RefusedException Shared() => Refused("do this: it is about what all tenants share", "Ask somebody who is not limited to tenants.");

    /// <summary>What is said to them of something else.</summary>
    public static RefusedException Refused(string what, string hint) => new(new Failure("WEIR7425", $"Somebody limited to tenants may not {what}.", hint));
}
