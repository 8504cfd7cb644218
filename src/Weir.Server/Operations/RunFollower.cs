using System.Runtime.CompilerServices;

using Weir.Engine.Runs;
using Weir.Engine.Secrets;
using Weir.Failures;
using Weir.Runs;

namespace Weir.Server.Operations;

/// <summary>Shows runs as they go on: what their steps write, as they write it.</summary>
/// <remarks>
/// A step that is under way is seen as it is in this process; one that has ended as it was recorded. Memory stays bounded however much
/// is written and however slowly it is read.
/// </remarks>
internal sealed class RunFollower(IRunLog log, RunningRuns running, Masks masks, TimeProvider time)
{
    private const int Page = 100;

    /// <summary>How long a run that was just asked for may take to begin.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan ShortPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongPause = TimeSpan.FromSeconds(1);

    /// <summary>Begins with the run, where it goes on, and then tells what there is, in order; to the end of the run when it is to wait for that.</summary>
    /// <exception cref="RefusedException">WEIR7015: there is no such run.</exception>
    public async IAsyncEnumerable<FollowedLog> FollowAsync(FollowOrder order, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var steps = new FollowedSteps(order, masks);
        Run? told = null;
        DateTimeOffset? begunAt = null;
        var (tail, pause) = (order.Tail, ShortPause);
        while (true)
        {
            if (running.Watch(order.Run) is { } watched)
            {
                if (told?.StartedAt != watched.Run.StartedAt || told.State != RunState.Running)
                {
                    yield return FollowedLog.Of(told = watched.Run);
                }

                await foreach (var entry in SoFarAsync(order.Run, steps, watched.Live, tail, cancellationToken))
                {
                    yield return entry;
                }

                await foreach (var entry in order.Waits ? WatchAsync(watched.Live, steps, cancellationToken) : AsyncEnumerable.Empty<FollowedLog>())
                {
                    yield return entry;
                }

                steps.Leave();
                (begunAt, pause, tail) = (watched.Run.FinishedAt, ShortPause, null);
            }
            else if (await log.FindAsync(order.Run, cancellationToken) is { } found)
            {
                // What was recorded before the attempt that was seen is not how that ended.
                if (!(found.FinishedAt < begunAt) && found != told)
                {
                    var isFirst = told is null && !IsOver(found);
                    told = found;
                    if (isFirst)
                    {
                        yield return FollowedLog.Of(found);
                    }

                    await foreach (var entry in SoFarAsync(order.Run, steps, live: null, tail, cancellationToken))
                    {
                        yield return entry;
                    }

                    tail = null;

                    if (!isFirst)
                    {
                        yield return FollowedLog.Of(found);
                    }
                }

                if (found == told)
                {
                    if (IsOver(found))
                    {
                        yield break;
                    }

                    pause = LongPause;
                }
            }
            else if (told is null && (!order.Waits || time.GetElapsedTime(start) > Patience))
            {
                throw new RefusedException(Missing.Run(order.Run));
            }

            if (!order.Waits)
            {
                yield break;
            }

            await RestAsync(order.Run, pause, cancellationToken);
        }
    }

    private static bool IsOver(Run run) => run.State is RunState.Succeeded or RunState.Failed or RunState.Cancelled;

    /// <summary>What there is by now and was not seen; of the lines only the last ones when that is wanted.</summary>
    private async IAsyncEnumerable<FollowedLog> SoFarAsync(
        RunId run, FollowedSteps steps, LiveRun? live, int? tail, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = tail is { } most ? new LastLines(most) : null;
        await foreach (var entry in AllAsync(run, steps, live, cancellationToken))
        {
            if (last is null)
            {
                yield return entry;
            }
            else
            {
                last.Add(entry);
            }
        }

        foreach (var entry in last?.Kept ?? [])
        {
            yield return entry;
        }
    }

    private async IAsyncEnumerable<FollowedLog> AllAsync(
        RunId run, FollowedSteps steps, LiveRun? live, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IReadOnlyList<StepRecord> page;
        do
        {
            page = await log.StepsAsync(run, steps.After, Page, cancellationToken);
            foreach (var entry in steps.SeeEnded(page))
            {
                yield return entry;
            }
        }
        while (page.Count == Page);

        foreach (var entry in live is null ? [] : steps.See(live.Look(steps.After)))
        {
            yield return entry;
        }
    }

    private static async IAsyncEnumerable<FollowedLog> WatchAsync(
        LiveRun live, FollowedSteps steps, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        LiveView view;
        do
        {
            view = live.Look(steps.After);
            foreach (var entry in steps.See(view))
            {
                yield return entry;
            }

            await view.Changed.WaitAsync(cancellationToken);
        }
        while (!view.IsOver);
    }

    /// <summary>Waits a while, or until the run goes on.</summary>
    private async Task RestAsync(RunId run, TimeSpan pause, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        do
        {
            await Task.Delay(ShortPause, time, cancellationToken);
        }
        while (time.GetElapsedTime(start) < pause && running.Watch(run) is null);
    }
}
