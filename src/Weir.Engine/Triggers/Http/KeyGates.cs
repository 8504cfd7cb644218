using Weir.Engine.Events;

namespace Weir.Engine.Triggers.Http;

/// <summary>Lets requests with the same key through one after the other: each finds what the one before it recorded.</summary>
internal sealed class KeyGates
{
    private readonly Lock _gate = new();
    private readonly HashSet<Guid> _taken = [];
    private TaskCompletionSource _freed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Waits until nobody else has one of the keys, and takes all of them.</summary>
    /// <returns>Gives them back.</returns>
    public async Task<IDisposable> EnterAsync(IReadOnlyList<DedupeKey> keys, CancellationToken cancellationToken)
    {
        Guid[] wanted = [.. keys.Select(key => key.Value).Distinct()];
        while (true)
        {
            Task freed;
            lock (_gate)
            {
                if (!wanted.Any(_taken.Contains))
                {
                    _taken.UnionWith(wanted);
                    return new Place(this, wanted);
                }

                freed = _freed.Task;
            }

            await freed.WaitAsync(cancellationToken);
        }
    }

    private void Leave(Guid[] keys)
    {
        TaskCompletionSource freed;
        lock (_gate)
        {
            _taken.ExceptWith(keys);
            (freed, _freed) = (_freed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        freed.SetResult();
    }

    private sealed class Place(KeyGates gates, Guid[] keys) : IDisposable
    {
        public void Dispose() => gates.Leave(keys);
    }
}
