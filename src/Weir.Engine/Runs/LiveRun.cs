using Weir.Engine.Functions;
using Weir.Runs;

namespace Weir.Engine.Runs;

/// <summary>What goes on in one attempt, for those who follow it. Without them it costs next to nothing.</summary>
internal sealed class LiveRun
{
    private readonly Lock _gate = new();
    private readonly List<LiveStep> _underWay = [];
    private readonly List<StepRecord> _ended = [];
    private TaskCompletionSource? _waiting;
    private bool _isOver;

    /// <summary>A step begins.</summary>
    public LiveStep Begin(string step, int attempt, DateTimeOffset startedAt, bool isTakenUp, Func<DateTimeOffset> now)
    {
        var live = new LiveStep(step, attempt, startedAt, isTakenUp, new LiveOutput(Tell, now));
        lock (_gate)
        {
            _underWay.Add(live);
        }

        Tell();
        return live;
    }

    /// <summary>A step is under way no more: all that it wrote is there.</summary>
    public void Leave(LiveStep step)
    {
        lock (_gate)
        {
            _underWay.Remove(step);
        }
    }

    /// <summary>A go at a step has ended.</summary>
    public void End(StepRecord step)
    {
        lock (_gate)
        {
            _ended.Add(step);
        }

        Tell();
    }

    /// <summary>The attempt is over.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isOver = true;
        }

        Tell();
    }

    /// <summary>What there is to be seen.</summary>
    /// <param name="after">The number of the last step whose end was seen.</param>
    public LiveView Look(int after)
    {
        lock (_gate)
        {
            _waiting ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var seen = _ended.Count;
            while (seen > 0 && _ended[seen - 1].Number > after)
            {
                seen--;
            }

            return new LiveView([.. _underWay], _ended[seen..], _isOver, _isOver ? Task.CompletedTask : _waiting.Task);
        }
    }

    private void Tell()
    {
        TaskCompletionSource? waiting;
        lock (_gate)
        {
            (waiting, _waiting) = (_waiting, null);
        }

        waiting?.TrySetResult();
    }
}
