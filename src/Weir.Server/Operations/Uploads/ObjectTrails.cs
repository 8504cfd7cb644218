using Weir.Buckets;
using Weir.Deliveries;
using Weir.Engine.Events;
using Weir.Engine.Objects;
using Weir.Engine.Runs;
using Weir.Engine.Warehouses.Catalog;
using Weir.Failures;
using Weir.Runs;

namespace Weir.Server.Operations.Uploads;

/// <summary>Follows an object from its landing to the rows that were loaded of it.</summary>
/// <param name="objects">The objects.</param>
/// <param name="landings">The events of their landing.</param>
/// <param name="router">Who gets them.</param>
/// <param name="running">The runs that go on.</param>
/// <param name="runs">Those that have ended.</param>
/// <param name="loads">What was loaded.</param>
internal sealed class ObjectTrails(
    IObjectStore objects, ILandings landings, Router router, RunningRuns running, IRunLog runs, ILoadPages loads) : IObjectTrails
{
    public Task<ObjectTrail> FollowAsync(ObjectName name, long? version, CancellationToken cancellationToken) =>
        FollowAsync(name, version, tenants: null, cancellationToken);

    /// <summary>The same for somebody who may know of some tenants alone: the runs for those, and nothing of tables, which all tenants share.</summary>
    /// <param name="name">The object.</param>
    /// <param name="version">The version that landed; the one that is there now when null.</param>
    /// <param name="tenants">Whose runs are told; everything when null.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="RefusedException">WEIR7010: there is no such object, and no event tells of it.</exception>
    public async Task<ObjectTrail> FollowAsync(ObjectName name, long? version, IReadOnlyCollection<string>? tenants, CancellationToken cancellationToken)
    {
        var current = await objects.FindAsync(name, cancellationToken);
        var asked = version ?? current?.Version ?? throw new RefusedException(Missing.Object(name));
        var logged = await landings.FindLandingAsync(asked, cancellationToken);
        var landed = logged?.Event.Object is { } told && told.Name == name ? told
            : current?.Version == asked ? current
            : throw new RefusedException(Missing.Object(name));
        var takers = logged is null ? [] : router.Route(logged.Event).Subscribers;
        var started = logged is null ? [] : await RunsOfAsync(logged, takers, cancellationToken);
        if (tenants is not null)
        {
            started.RemoveAll(run => run.Tenant is not { } tenant || !tenants.Contains(tenant));
            takers = [.. takers.Where(taker => started.Any(run => run.Pipeline == taker.Name && taker.Kind == SubscriberKind.Pipeline))];
        }

        var loaded = tenants is not null ? [] : await loads.ListLoadsAsync(landed, [.. started.Select(run => run.Id.ToString())], cancellationToken);
        return new ObjectTrail(
            ListedObject.Of(landed),
            current?.Version == asked,
            logged?.Event.Id.ToString(),
            [.. takers.Select(taker => taker.ToString())],
            logged?.Waiting ?? 0,
            logged?.Dead ?? 0,
            [.. started.Select(ListedRun.Of)],
            [.. loaded.Select(ListedLoad.Of)]);
    }

    private async Task<List<Run>> RunsOfAsync(LoggedEvent logged, IReadOnlyList<Subscriber> takers, CancellationToken cancellationToken)
    {
        var found = new List<Run>();
        foreach (var pipeline in takers.Where(taker => taker.Kind == SubscriberKind.Pipeline))
        {
            var id = RunId.Of(logged.Event.Id, pipeline.Name);
            if ((running.Find(id) ?? await runs.FindAsync(id, cancellationToken)) is { } run)
            {
                found.Add(run);
            }
        }

        return found;
    }
}
