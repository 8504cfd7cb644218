using System.Collections.Concurrent;
using System.Diagnostics;

namespace Weir.Tests.Reliability;

/// <summary>A worker as its driver sees it: orders go in, answers come back, until it is stopped or killed.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<string?>> _answers = new();
    private readonly TaskCompletionSource<bool> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task<string> _errors;
    private readonly Task _reading;
    private int _lastOrder;

    private WorkerProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
        _reading = ReadAsync();
    }

    public int Id => _process.Id;

    /// <summary>From the start of the process until it took orders.</summary>
    public TimeSpan Startup { get; private set; }

    public static WorkerProcess Start(string folder, bool isDeadly = false)
    {
        string[] deadly = isDeadly ? ["deadly"] : [];
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(Worker).Assembly.Location, folder, .. deadly])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new WorkerProcess(Process.Start(start)!);
    }

    /// <returns>Whether it takes orders; false when it ended before.</returns>
    public Task<bool> ReadyAsync() => _ready.Task.WaitAsync(TimeSpan.FromSeconds(60));

    /// <returns>Whether the files were acknowledged; false when the process ended without a word about them.</returns>
    public async Task<bool> PutAsync(IEnumerable<(string Name, byte[] Content)> files) => await OrderAsync(
        id => $"put {id} {string.Join(' ', files.Select(f => $"{f.Name} {Convert.ToBase64String(f.Content)}"))}");

    /// <returns>Whether it said that the dataset is published.</returns>
    public Task<bool> PublishAsync(string root, params string[] from) => OrderAsync(id => $"dataset {id} {root} {string.Join(' ', from)}");

    public async Task WhenIdleAsync() => Assert.True(await IsIdleAsync(), "The worker ended.");

    /// <returns>Whether the small files of a table were merged; false when the process ended before.</returns>
    public Task<bool> CompactAsync(string table) => OrderAsync(id => $"compact {id} {table}");

    /// <returns>Whether all runs that wait were told to go on; false when the process ended before.</returns>
    public Task<bool> ApproveAsync(string step) => OrderAsync(id => $"approve {id} {step}");

    /// <returns>Whether it worked off all that waits; false when it ended before.</returns>
    public Task<bool> IsIdleAsync() => OrderAsync(id => $"idle {id}");

    /// <returns>Whether a load was unloaded; false when it could not be, or when the process ended before it said so.</returns>
    public Task<bool> UnloadAsync(long load) => OrderAsync(id => $"unload {id} {load}");

    public async Task StopAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.True(_process.ExitCode == 0, await _errors);
    }

    /// <summary>SIGKILL, and the wait until the process is gone.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        await _reading;
        var errors = await _errors;
        Assert.True(errors.Length == 0, errors);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private async Task<bool> OrderAsync(Func<int, string> order)
    {
        var id = Interlocked.Increment(ref _lastOrder);
        var answer = _answers.GetOrAdd(id, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
        try
        {
            lock (_process)
            {
                _process.StandardInput.WriteLine(order(id));
                _process.StandardInput.Flush();
            }
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException)
        {
            return false;
        }

        if (_reading.IsCompleted)
        {
            answer.TrySetResult(null);
        }

        var said = await answer.Task;
        Assert.False(said?.StartsWith("no ", StringComparison.Ordinal) == true, said);
        return said is not null;
    }

    private async Task ReadAsync()
    {
        var start = Stopwatch.GetTimestamp();
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line == "ready")
            {
                Startup = Stopwatch.GetElapsedTime(start);
                _ready.SetResult(true);
            }
            else
            {
                _answers.GetOrAdd(int.Parse(line.Split(' ')[1]), _ => new()).TrySetResult(line);
            }
        }

        _ready.TrySetResult(false);
        foreach (var answer in _answers.Values)
        {
            answer.TrySetResult(null);
        }
    }
}
