namespace Weir.Engine.Runs;

/// <summary>Does a number of things, each as soon as it may begin, side by side as far as they let one another.</summary>
/// <param name="attempt">The attempt that they belong to.</param>
/// <param name="count">How many there are.</param>
internal sealed class StepGraph(RunAttempt attempt, int count)
{
    private readonly StepEnd?[] _ends = new StepEnd?[count];
    private readonly bool[] _isRunning = new bool[count];
    private readonly Dictionary<Task<StepEnd>, int> _running = [];

    /// <summary>Which must have ended before one may begin. None by default.</summary>
    public Func<int, IEnumerable<int>> Needs { get; init; } = _ => [];

    /// <summary>How many may have begun and not ended. As many as there are by default.</summary>
    public int MaxParallel { get; init; } = int.MaxValue;

    /// <summary>Whether nothing more begins once one has failed. So by default.</summary>
    public bool StopsOnFailure { get; init; } = true;

    /// <summary>Begins each in its time, and returns once nothing can go on: all have ended, or wait, or one stops the others.</summary>
    /// <param name="begin">Begins one, or takes up one that waited.</param>
    public async Task<StepEnd> RunAsync(Func<int, Task<StepEnd>> begin)
    {
        try
        {
            while (true)
            {
                var changed = attempt.Control.Changed;
                Begin(begin);
                if (_running.Count == 0)
                {
                    break;
                }

                await TurnAsync(changed);
            }
        }
        finally
        {
            // What goes on is never left behind: it belongs to this attempt.
            Task all = Task.WhenAll(_running.Keys);
            await all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        var end = StepEnd.Of(_ends.OfType<StepEnd>());
        if (!StopsOnFailure && end is StepEnd.Failed && _ends.OfType<StepEnd.Waiting>().ToList() is { Count: > 0 } others)
        {
            // Those that wait are not the worse for it. The failure is on record, and stands when they have ended.
            end = StepEnd.Of(others);
        }

        return end switch
        {
            { Stops: true } => end,
            _ when attempt.Control.Cancelled.IsCancellationRequested && !IsOver => StepEnd.Cancelled.Instance,
            _ when attempt.Control.IsPaused && !IsOver => new StepEnd.Waiting(null),
            _ => end,
        };
    }

    private bool IsOver => _ends.All(end => end is StepEnd.Finished);

    private void Begin(Func<int, Task<StepEnd>> begin)
    {
        if (attempt.Control.Cancelled.IsCancellationRequested
            || attempt.Control.IsPaused
            || _ends.Any(end => end is { Stops: true } && (StopsOnFailure || end is not StepEnd.Failed)))
        {
            return;
        }

        var begun = _isRunning.Count(running => running) + _ends.Count(end => end is StepEnd.Waiting);
        for (var at = 0; at < count; at++)
        {
            if (_isRunning[at] || !MayBegin(at, begun))
            {
                continue;
            }

            begun += _ends[at] is null ? 1 : 0;
            _isRunning[at] = true;
            _running.Add(begin(at), at);
        }
    }

    private bool MayBegin(int at, int begun) => _ends[at] switch
    {
        null => begun < MaxParallel && Needs(at).All(needed => _ends[needed] is StepEnd.Finished || (!StopsOnFailure && _ends[needed] is StepEnd.Failed)),
        StepEnd.Waiting waiting => waiting.Until <= attempt.WallNow,
        _ => false,
    };

    /// <summary>Waits until one has ended, the time of one that waits has come, or there is a signal.</summary>
    private async Task TurnAsync(Task changed)
    {
        var wake = _ends.OfType<StepEnd.Waiting>().Aggregate((DateTimeOffset?)null, (first, waiting) => StepEnd.Earlier(first, waiting.Until));
        var isAnyWaiting = wake is not null || _ends.Any(end => end is StepEnd.Waiting);
        if (_running.Count == 1 && !isAnyWaiting)
        {
            await Task.WhenAny(_running.Keys.First());
        }
        else
        {
            using var rest = new CancellationTokenSource();
            await Task.WhenAny([.. _running.Keys, changed, attempt.UntilAsync(wake, rest.Token)]);
            await rest.CancelAsync();
        }

        foreach (var (ended, at) in _running.Where(each => each.Key.IsCompleted).ToList())
        {
            _running.Remove(ended);
            _isRunning[at] = false;
            _ends[at] = await ended;
        }

        if (changed.IsCompleted)
        {
            // Whatever waits looks at what was said.
            for (var at = 0; at < count; at++)
            {
                if (_ends[at] is StepEnd.Waiting && !_isRunning[at])
                {
                    _ends[at] = new StepEnd.Waiting(attempt.WallNow);
                }
            }
        }
    }
}
