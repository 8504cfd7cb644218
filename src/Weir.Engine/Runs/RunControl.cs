using Weir.Runs;

namespace Weir.Engine.Runs;

/// <summary>What one attempt hears from outside while it goes on.</summary>
internal sealed class RunControl : IDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _cancelled = new();
    private readonly SortedDictionary<long, RunSignal> _signals = [];
    private bool _isPaused;
    private bool _isClosing;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What goes on, for those who follow it.</summary>
    public LiveRun Live { get; } = new();

    /// <summary>Ends with a word that the run is to end.</summary>
    public CancellationToken Cancelled => _isClosing ? CancellationToken.None : _cancelled.Token;

    /// <summary>Whether no further step is to begin for now.</summary>
    public bool IsPaused => _isPaused && !_isClosing;

    /// <summary>Ends when something is said that was not known when it was asked for.</summary>
    public Task Changed
    {
        get
        {
            lock (_gate)
            {
                return _changed.Task;
            }
        }
    }

    /// <summary>The number of the last signal; zero when there was none.</summary>
    public long Seen
    {
        get
        {
            lock (_gate)
            {
                return _signals.Count == 0 ? 0 : _signals.Keys.Last();
            }
        }
    }

    /// <summary>The signals for a step, the oldest first.</summary>
    public IReadOnlyList<RunSignal> For(string step)
    {
        lock (_gate)
        {
            return [.. _signals.Values.Where(signal => signal.Step == step)];
        }
    }

    /// <summary>Takes in signals. Those that are known already change nothing.</summary>
    public void Tell(IReadOnlyList<RunSignal> signals)
    {
        TaskCompletionSource? changed = null;
        bool isCancelled;
        lock (_gate)
        {
            foreach (var signal in signals)
            {
                if (_signals.TryAdd(signal.Number, signal))
                {
                    changed = _changed;
                }
            }

            _isPaused = _signals.Values.LastOrDefault(signal => signal.Kind is RunSignalKind.Pause or RunSignalKind.Resume) is { Kind: RunSignalKind.Pause };
            isCancelled = _signals.Values.Any(signal => signal.Kind == RunSignalKind.Cancel);
            if (changed is not null)
            {
                _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        if (isCancelled)
        {
            Cancel();
        }

        changed?.TrySetResult();
    }

    /// <summary>Begins what is done at the end: nobody can end or pause that, and its steps hear what is said to them.</summary>
    public void Close() => _isClosing = true;

    public void Dispose() => _cancelled.Dispose();

    private void Cancel()
    {
        try
        {
            _cancelled.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The attempt has ended meanwhile.
        }
    }
}
