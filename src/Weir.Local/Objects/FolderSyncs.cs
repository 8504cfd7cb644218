namespace Weir.Local.Objects;

/// <summary>Makes folders' entries durable; callers that want the same folder at the same time share one call.</summary>
internal sealed class FolderSyncs(DiskThreads disk)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (Task Running, Task<bool>? Next)> _folders = [];

    /// <summary>Completes when all that was done in the folder before this call is durable.</summary>
    public Task SyncAsync(string folder)
    {
        lock (_gate)
        {
            if (!_folders.TryGetValue(folder, out var state))
            {
                var running = SyncNowAsync(folder);
                _folders[folder] = (running, null);
                return running;
            }

            // The one that runs may have begun before the caller's change: the next one covers it.
            if (state.Next is null)
            {
                state.Next = AfterAsync(state.Running, folder);
                _folders[folder] = state;
            }

            return state.Next;
        }
    }

    private async Task<bool> AfterAsync(Task running, string folder)
    {
        await running.ContinueWith(_ => { }, TaskScheduler.Default);
        Task<bool> next;
        lock (_gate)
        {
            next = SyncNowAsync(folder);
            _folders[folder] = (next, null);
        }

        return await next;
    }

    private async Task<bool> SyncNowAsync(string folder)
    {
        try
        {
            return await disk.RunAsync(() =>
            {
                Disk.Sync(folder);
                return true;
            });
        }
        finally
        {
            lock (_gate)
            {
                if (_folders.TryGetValue(folder, out var state) && state.Next is null)
                {
                    _folders.Remove(folder);
                }
            }
        }
    }
}
