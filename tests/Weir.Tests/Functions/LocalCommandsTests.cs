using System.Diagnostics;

using Weir.Engine.Commands;
using Weir.Functions.Commands;
using Weir.Runs;

namespace Weir.Tests.Functions;

/// <summary>Commands as processes: they end as a whole, whatever they do.</summary>
[Collection(nameof(MeasuredAlone))]
public sealed class LocalCommandsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("weir-commands-").FullName;
    private readonly LocalCommands _commands;
    private readonly RunId _run = RunId.New(TimeProvider.System);

    public LocalCommandsTests() => _commands = CommandsOf(TimeSpan.FromMinutes(1));

    private string RunFolder => Path.Combine(_folder, "local/runs", _run.ToString());

    public void Dispose()
    {
        _commands.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Of_much_that_is_written_the_end_is_kept_in_bounded_memory()
    {
        var before = GC.GetTotalAllocatedBytes();

        var result = await RunAsync("head -c 300000000 /dev/zero; echo; echo to errors >&2; echo the end");

        Assert.Equal(["the end", "to errors"], result.Log.TakeLast(2).Order());
        Assert.True(result.Log.Sum(line => (long)line.Length) < 2 << 20);
        Assert.True(GC.GetTotalAllocatedBytes() - before < 200 << 20, "It kept more than it should.");
    }

    [Fact]
    public async Task What_is_left_behind_holds_nothing_up_and_is_killed()
    {
        // One in the group, one that left the session, and one that forgot its environment: each holds the pipe open.
        var result = await RunAsync(
            "sleep 1000 & echo $! > pids\nsetsid sh -c 'echo $$ >> pids; exec sleep 1000' &\n"
            + "env -i /bin/sleep 1000 & echo $! >> pids\nwhile [ \"$(wc -l < pids)\" -lt 3 ]; do :; done; echo ended");

        Assert.Equal((0, "ended"), (result.ExitCode, result.Log.Single()));
        var pids = await File.ReadAllLinesAsync(Path.Combine(RunFolder, "pids"));
        Assert.Equal(3, pids.Length);
        await Processes.WhenAsync(() => !pids.Any(Processes.IsAlive));
    }

    [Theory]
    [InlineData("trap 'echo tidied up; exit 3' TERM; echo began; touch pids; while :; do :; done", 3)]
    [InlineData("echo began; sh -c 'trap \"sleep 0.2; echo tidied up; exit\" TERM; touch pids; while :; do :; done'", 143)]
    public async Task Who_is_broken_off_may_tidy_up_and_what_it_wrote_is_kept(string text, int exitCode)
    {
        using var stop = new CancellationTokenSource();
        var running = RunAsync(text, stop.Token);
        await Processes.WhenAsync(() => File.Exists(Path.Combine(RunFolder, "pids")));

        await stop.CancelAsync();

        var result = await running;
        Assert.Equal((true, exitCode), (result.IsBrokenOff, result.ExitCode));
        Assert.Equal(["began", "tidied up"], result.Log);
    }

    [Fact]
    public async Task Cancelling_kills_all_that_does_not_end()
    {
        using var commands = CommandsOf(TimeSpan.FromMilliseconds(300));
        using var stop = new CancellationTokenSource();
        var running = commands.RunAsync(Call("(trap '' TERM; sleep 1000) & echo $! > child; setsid sleep 1000 & echo $! >> child; echo $$ >> child; mv child pids; wait"), stop.Token);
        var pids = Path.Combine(RunFolder, "pids");
        await Processes.WhenAsync(() => File.Exists(pids));

        await stop.CancelAsync();

        Assert.True((await running).IsBrokenOff);
        var all = await File.ReadAllLinesAsync(pids);
        await Processes.WhenAsync(() => !all.Any(Processes.IsAlive));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_folder, "local/runs/.commands")));
    }

    [Fact]
    public async Task A_start_ends_what_a_weir_that_was_killed_had_left()
    {
        // As a command of an earlier process, of which nobody knows any more.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "sleep 1000 & wait"]);
        start.Environment["WEIR_RUN_DIR"] = RunFolder;
        using var left = Process.Start(start)!;
        Directory.CreateDirectory(Path.Combine(_folder, "local/runs/.commands/old"));
        using var other = Process.Start(new ProcessStartInfo("sleep", ["1000"]))!;

        await RunAsync("true");

        await left.WaitForExitAsync();
        Assert.False(other.HasExited);
        other.Kill();
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_folder, "local/runs/.commands")));
    }

    [Fact]
    public async Task Folders_of_runs_that_are_over_go_and_others_stay()
    {
        await RunAsync("mkdir deep; touch deep/file; chmod 500 deep");
        var over = _run with { Value = Guid.CreateVersion7() };
        Directory.CreateDirectory(Path.Combine(_folder, "local/runs", over.ToString()));

        await _commands.SweepAsync((run, since, _) => Task.FromResult(run == over && since > DateTimeOffset.UnixEpoch), default);

        Assert.False(Directory.Exists(Path.Combine(_folder, "local/runs", over.ToString())));
        Assert.True(Directory.Exists(RunFolder));
        _commands.Forget(_run);
        Assert.False(Directory.Exists(RunFolder));
        _commands.Forget(_run);
    }

    private LocalCommands CommandsOf(TimeSpan grace) => new(_folder, Path.Combine(_folder, "local"), grace);

    private CommandCall Call(string text) => new(_run, text) { Who = "The test" };

    private Task<CommandResult> RunAsync(string text, CancellationToken cancellationToken = default) => _commands.RunAsync(Call(text), cancellationToken);
}
