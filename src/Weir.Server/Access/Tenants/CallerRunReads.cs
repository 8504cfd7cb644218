using Weir.Projects;
using Weir.Server.Operations;

namespace Weir.Server.Access.Tenants;

/// <summary>The runs that the caller of the moment may see. Somebody limited to tenants sees those that are for them, and no others.</summary>
/// <param name="inner">Looks at all of them.</param>
/// <param name="project">Knows the tenants; one that it does not have has no runs.</param>
internal sealed class CallerRunReads(IRunReads inner, ProjectDefinition project) : IRunReads
{
    public Task<Page<ListedRun>> ListAsync(RunFilter filter, string? after, int limit, CancellationToken cancellationToken) => inner.ListAsync(
        CurrentCaller.Value?.Tenants is { } named ? filter with { Tenants = [.. named.Where(project.Tenants.ContainsKey)] } : filter,
        after,
        limit,
        cancellationToken);

    /// <exception cref="Weir.Failures.RefusedException">WEIR7425: the caller is limited to tenants.</exception>
    public Task<ListedFlow> FlowAsync(CancellationToken cancellationToken) =>
        CurrentCaller.Value?.Tenants is null ? inner.FlowAsync(cancellationToken) : throw CallerShare.Shared();
}
