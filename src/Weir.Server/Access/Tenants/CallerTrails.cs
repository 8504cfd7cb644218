using Weir.Buckets;
using Weir.Projects;
using Weir.Server.Operations.Uploads;

namespace Weir.Server.Access.Tenants;

/// <summary>What became of objects, as far as the caller of the moment may know: somebody limited to tenants sees their objects, and the runs for them.</summary>
/// <param name="inner">Follows all of them.</param>
/// <param name="project">Knows the tenants.</param>
internal sealed class CallerTrails(ObjectTrails inner, ProjectDefinition project) : IObjectTrails
{
    private readonly CallerShare _share = new(project);

    /// <exception cref="Weir.Failures.RefusedException">WEIR7425: the object is not the caller's.</exception>
    public Task<ObjectTrail> FollowAsync(ObjectName name, long? version, CancellationToken cancellationToken)
    {
        _share.Check([name]);
        return inner.FollowAsync(name, version, _share.Names, cancellationToken);
    }
}
