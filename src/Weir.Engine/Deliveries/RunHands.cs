namespace Weir.Engine.Deliveries;

/// <summary>How many runs of a pipeline are at hand at a time: those that go on, and those that wait for a place in their group.</summary>
/// <param name="hands">So many.</param>
/// <param name="groups">
/// Where they wait; none when they do not. Who stands behind runs that all wait for a word keeps no other from being taken, up to a
/// number that fits into memory.
/// </param>
internal sealed class RunHands(int hands, ConcurrencyGroups? groups) : IDisposable
{
    /// <summary>Runs that stand behind others and are at hand beside the rest. Each holds its event in memory.</summary>
    private const int MostLent = 65_536;

    /// <summary>How often it is looked, while there are so many at hand, who goes on that waited.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    private readonly SemaphoreSlim _free = new(hands);
    private readonly Lock _gate = new();
    private int _lent;

    /// <summary>Waits until there may be one more at hand.</summary>
    /// <param name="meanwhile">Is called now and then: all that are at hand may wait for the place that a run has which is to go on.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task TakeAsync(Action meanwhile, CancellationToken cancellationToken)
    {
        if (groups is null)
        {
            await _free.WaitAsync(cancellationToken);
            return;
        }

        Lend();
        while (!await _free.WaitAsync(Look, cancellationToken))
        {
            meanwhile();
            Lend();
        }
    }

    /// <summary>One less is at hand.</summary>
    public void Release()
    {
        lock (_gate)
        {
            if (_lent > Stuck)
            {
                _lent--;
                return;
            }
        }

        _free.Release();
    }

    public void Dispose() => _free.Dispose();

    private int Stuck => (int)Math.Min(groups?.Stuck.Runs ?? 0, MostLent);

    private void Lend()
    {
        int more;
        lock (_gate)
        {
            more = Stuck - _lent;
            if (more <= 0)
            {
                return;
            }

            _lent += more;
        }

        _free.Release(more);
    }
}
