using System.Diagnostics;
using System.Globalization;

namespace Weir.Functions.Processes;

/// <summary>A process of ours and all that it starts: they go together, and go when Weir goes.</summary>
internal sealed class OwnedProcess : IDisposable
{
    /// <summary>
    /// Sets a hard limit on the memory that can be written to, and makes the process the leader of a session of its own.
    /// A shell does it because .NET starts processes without either.
    /// </summary>
    private const string Script =
        """
        ulimit -c 0
        ulimit -d "$1" 2>/dev/null
        shift
        command -v setsid >/dev/null && exec setsid "$@"
        exec "$@"
        """;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly Process _process;
    private readonly ProcessGuard _guard;
    private readonly string _mark;
    private readonly string _scratch;
    private int _isGone;
    private Task _ending = Task.CompletedTask;

    private OwnedProcess(Process process, ProcessGuard guard, string mark, string scratch)
    {
        (_process, _guard, _mark, _scratch) = (process, guard, mark, scratch);
        Output = new ProcessOutput(process);
        Exited = ExitAsync();
    }

    /// <summary>What it writes.</summary>
    public ProcessOutput Output { get; }

    /// <summary>Its number.</summary>
    public int Id => _process.Id;

    /// <summary>Completes with its exit code; 128 and the signal's number when one killed it.</summary>
    public Task<int> Exited { get; }

    /// <summary>Starts one.</summary>
    /// <param name="plan">What to start.</param>
    /// <param name="guard">Kills it when Weir is killed.</param>
    public static OwnedProcess Start(ProcessStart plan, ProcessGuard guard)
    {
        Directory.CreateDirectory(plan.Scratch);
        var limit = plan.HardMemoryLimit?.ToString(CultureInfo.InvariantCulture) ?? "unlimited";
        var start = new ProcessStartInfo("/bin/sh", ["-c", Script, "weir", limit, .. plan.Command])
        {
            WorkingDirectory = plan.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in plan.Environment)
        {
            start.Environment[name] = value;
        }

        start.Environment["TMPDIR"] = plan.Scratch;
        start.Environment[ProcessTree.Mark] = plan.Mark;
        var process = Process.Start(start)!;
        guard.Add(process.Id);
        process.StandardInput.Close();
        return new OwnedProcess(process, guard, plan.Mark, plan.Scratch);
    }

    /// <summary>The bytes of memory that it and its children use.</summary>
    public long ResidentBytes() => ProcessTree.ResidentBytes(_process.Id);

    /// <summary>Kills it, and all that it started.</summary>
    public void Kill()
    {
        if (Volatile.Read(ref _isGone) == 0)
        {
            ProcessTree.Kill(_process.Id, _mark);
        }
    }

    /// <summary>Asks it to end, and all that it started with it; kills what has not ended after a while.</summary>
    /// <param name="grace">How long it has.</param>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndAsync(TimeSpan grace)
    {
        // Before it is asked: it may be gone at once, and what it started is to have its time all the same.
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _ending, ended.Task);
        try
        {
            await TerminateAsync(grace);
        }
        finally
        {
            ended.SetResult();
        }

        return await Exited;
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private async Task TerminateAsync(TimeSpan grace)
    {
        if (Volatile.Read(ref _isGone) != 0)
        {
            return;
        }

        var start = Stopwatch.GetTimestamp();
        ProcessTree.Terminate(_process.Id);
        while (Volatile.Read(ref _isGone) == 0 && Stopwatch.GetElapsedTime(start) < grace && ProcessTree.IsAlive(_process.Id, _mark))
        {
            await Task.Delay(Look, TimeProvider.System);
        }

        Kill();
    }

    private async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync();
        var code = _process.ExitCode;

        // What it started may be ending yet.
        await Volatile.Read(ref _ending);

        // What it left behind belongs to nobody any more. Its number may soon be another process's.
        ProcessTree.Kill(_process.Id, _mark);
        Volatile.Write(ref _isGone, 1);
        _guard.Remove(_process.Id);
        ScratchFolder.Delete(_scratch);
        return code;
    }
}
