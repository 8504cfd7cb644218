using Weir.Buckets;
using Weir.Deliveries;
using Weir.Engine.Events;
using Weir.Engine.Objects;
using Weir.Engine.Runs;
using Weir.Engine.Warehouses.Catalog;
using Weir.Events;
using Weir.Failures;
using Weir.Runs;

namespace Weir.Server.Operations.Uploads;

/// <summary>Follows an object from its landing to the rows that were loaded of it.</summary>
/// <param name="objects">The objects.</param>
/// <param name="landings">The events of their landing.</param>
/// <param name="log">What runs sent.</param>
/// <param name="router">Who gets them.</param>
/// <param name="running">The runs that go on.</param>
/// <param name="runs">Those that have ended.</param>
/// <param name="loads">What was loaded.</param>
internal sealed class ObjectTrails(
    IObjectStore objects, ILandings landings, IEventLog log, Router router, RunningRuns running, IRunLog runs, ILoadPages loads) : IObjectTrails
{
    /// <summary>So many runs are followed, whether one after another or side by side.</summary>
    public const int MostRuns = 100;

    /// <summary>So many events of these runs are looked at.</summary>
    public const int MostEvents = 1_000;

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
        var started = logged is null ? [] : await RunsOfAsync(logged.Event, takers, tenants, cancellationToken);
        if (tenants is not null)
        {
            takers = [.. takers.Where(taker => started.Any(run => run.Pipeline == taker.Name && taker.Kind == SubscriberKind.Pipeline))];
        }

        var after = await FollowAsync(started, tenants, cancellationToken);
        var loaded = tenants is not null ? [] : await loads.ListLoadsAsync(landed, [.. started.Select(run => run.Id.ToString())], cancellationToken);
        return new ObjectTrail(
            ListedObject.Of(landed),
            current?.Version == asked,
            logged?.Event.Id.ToString(),
            [.. takers.Select(taker => taker.ToString())],
            logged?.Waiting ?? 0,
            logged?.Dead ?? 0,
            after.Waiting,
            after.Dead,
            [.. started.Select(ListedRun.Of)],
            after.IsWhole,
            [.. loaded.Select(ListedLoad.Of)]);
    }

    /// <summary>Adds the runs that follow from what some runs sent, and those that follow from theirs, each once.</summary>
    private async Task<(int Waiting, int Dead, bool IsWhole)> FollowAsync(List<Run> runs, IReadOnlyCollection<string>? tenants, CancellationToken cancellationToken)
    {
        var known = runs.Select(run => run.Id).ToHashSet();
        var (waiting, dead, looked) = (0, 0, 0);
        for (var at = 0; at < runs.Count; at++)
        {
            // The event that started the run is the first of them, and one more says whether there are more.
            var events = await log.ListOfRunAsync(runs[at].Id, runs[at].EventId, MostEvents - looked + 2, after: null, cancellationToken);
            foreach (var sent in events.Where(sent => sent.Event.Id != runs[at].EventId))
            {
                if (looked++ == MostEvents)
                {
                    return (waiting, dead, false);
                }

                // Who is told of a failure is none of those that do something with the object.
                var takers = router.Route(sent.Event).Subscribers;
                (waiting, dead) = takers.Count == 0 ? (waiting, dead) : (waiting + sent.Waiting, dead + sent.Dead);
                foreach (var next in (await RunsOfAsync(sent.Event, takers, tenants, cancellationToken)).Where(next => known.Add(next.Id)))
                {
                    if (runs.Count == MostRuns)
                    {
                        return (waiting, dead, false);
                    }

                    runs.Add(next);
                }
            }
        }

        return (waiting, dead, true);
    }

    private async Task<List<Run>> RunsOfAsync(
        Event started, IReadOnlyList<Subscriber> takers, IReadOnlyCollection<string>? tenants, CancellationToken cancellationToken)
    {
        var found = new List<Run>();
        foreach (var pipeline in takers.Where(taker => taker.Kind == SubscriberKind.Pipeline))
        {
            var id = RunId.Of(started.Id, pipeline.Name);
            if ((running.Find(id) ?? await runs.FindAsync(id, cancellationToken)) is { } run
                && (tenants is null || (run.Tenant is { } tenant && tenants.Contains(tenant))))
            {
                found.Add(run);
            }
        }

        return found;
    }
}
