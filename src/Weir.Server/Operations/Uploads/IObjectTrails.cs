using Weir.Buckets;

namespace Weir.Server.Operations.Uploads;

/// <summary>Says what became of objects.</summary>
internal interface IObjectTrails
{
    /// <summary>What became of an object.</summary>
    /// <param name="name">The object.</param>
    /// <param name="version">The version that landed; the one that is there now when null.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="Weir.Failures.RefusedException">WEIR7010: there is no such object, and no event tells of it.</exception>
    Task<ObjectTrail> FollowAsync(ObjectName name, long? version, CancellationToken cancellationToken);
}
