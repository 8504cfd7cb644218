using System.Diagnostics;
using System.Globalization;

namespace Weir.Functions.Processes;

/// <summary>The process of one worker, with all that it starts.</summary>
internal sealed class WorkerProcess : IDisposable
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

    private readonly Process _process;
    private readonly ProcessGuard _guard;
    private readonly string _mark;
    private readonly string _scratch;
    private int _isGone;

    private WorkerProcess(Process process, ProcessGuard guard, string mark, string scratch)
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
    /// <param name="mark">A text that no other worker has.</param>
    /// <param name="scratch">A folder for its temporary files, which goes with it.</param>
    /// <param name="own">Variables that only this worker has.</param>
    /// <param name="guard">Kills it when Weir is killed.</param>
    public static WorkerProcess Start(
        LaunchPlan plan, string mark, string scratch, IEnumerable<KeyValuePair<string, string>> own, ProcessGuard guard)
    {
        Directory.CreateDirectory(scratch);
        var start = new ProcessStartInfo("/bin/sh", ["-c", Script, "weir", HardLimitOf(plan.Definition), .. plan.Command])
        {
            WorkingDirectory = plan.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in plan.Environment.Concat(own))
        {
            start.Environment[name] = value;
        }

        start.Environment["TMPDIR"] = scratch;
        start.Environment[ProcessTree.Mark] = mark;
        var process = Process.Start(start)!;
        guard.Add(process.Id);
        process.StandardInput.Close();
        return new WorkerProcess(process, guard, mark, scratch);
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

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    /// <summary>In kilobytes, as the shell wants it: enough above the limit that the watch over the memory is what strikes.</summary>
    private static string HardLimitOf(FunctionDefinition definition) =>
        ((definition.Memory * 2 >> 10) + (512 << 10)).ToString(CultureInfo.InvariantCulture);

    private async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync();
        var code = _process.ExitCode;

        // What it left behind belongs to nobody any more. Its number may soon be another process's.
        ProcessTree.Kill(_process.Id, _mark);
        Volatile.Write(ref _isGone, 1);
        _guard.Remove(_process.Id);
        try
        {
            Directory.Delete(_scratch, recursive: true);
        }
        catch (Exception stubborn) when (stubborn is IOException or UnauthorizedAccessException)
        {
            // Files that may not be deleted, or a process that is just dying; the next start clears them.
        }

        return code;
    }
}
