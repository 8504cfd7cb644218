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
        var steps = new FollowedSteps(order, masks, time);
        Run? told = null;
        DateTimeOffset? begunAt = null;
        var pause = ShortPause;
        while (true)
        {
            if (running.Watch(order.Run) is { } watched)
            {
                if (told?.StartedAt != watched.Run.StartedAt || told.State != RunState.Running)
                {
                    yield return FollowedLog.Of(told = watched.Run);
                }

                await foreach (var entry in PastAsync(order, steps, cancellationToken))
                {
                    yield return entry;
                }

                await foreach (var entry in WatchAsync(watched.Live, steps, order.Waits, cancellationToken))
                {
                    yield return entry;
                }

                (begunAt, pause) = (watched.Run.FinishedAt, ShortPause);
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

                    await foreach (var entry in PastAsync(order, steps, cancellationToken))
                    {
                        yield return entry;
                    }

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

    /// <summary>The steps that have ended and were not seen; of the first ones only the last lines when that is wanted.</summary>
    private async IAsyncEnumerable<FollowedLog> PastAsync(
        FollowOrder order, FollowedSteps steps, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var tail = steps.After == order.After ? order.Tail : null;
        var kept = new Queue<FollowedLog>();
        var lines = 0;
        IReadOnlyList<StepRecord> page;
        do
        {
            page = await log.StepsAsync(order.Run, steps.After, Page, cancellationToken);
            foreach (var entry in steps.SeeEnded(page))
            {
                if (tail is not { } most)
                {
                    yield return entry;
                    continue;
                }

                kept.Enqueue(entry);
                lines += entry.Event == FollowedLog.Line ? 1 : 0;
                while (lines > most || (lines == most && kept.Count > 0 && kept.Peek().Event != FollowedLog.Line))
                {
                    lines -= kept.Dequeue().Event == FollowedLog.Line ? 1 : 0;
                }
            }
        }
        while (page.Count == Page);

        foreach (var entry in kept)
        {
            yield return entry;
        }
    }

    private static async IAsyncEnumerable<FollowedLog> WatchAsync(
        LiveRun live, FollowedSteps steps, bool waits, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        LiveView view;
        do
        {
            view = live.Look(steps.After);
            foreach (var entry in steps.See(view))
            {
                yield return entry;
            }

            if (waits)
            {
                await view.Changed.WaitAsync(cancellationToken);
            }
        }
        while (waits && !view.IsOver);

        steps.Leave();
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
