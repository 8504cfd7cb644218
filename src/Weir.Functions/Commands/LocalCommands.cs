using Weir.Engine.Commands;
using Weir.Failures;
using Weir.Functions.Building;
using Weir.Functions.Processes;
using Weir.Functions.Workers;
using Weir.Runs;

namespace Weir.Functions.Commands;

/// <summary>Commands as local processes.</summary>
internal sealed class LocalCommands : ICommands, IDisposable
{
    private const string RunDirectory = "WEIR_RUN_DIR";
    private const string Scripts = "scripts";

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly string _project;
    private readonly string _calls;
    private readonly RunFolders _runs;
    private readonly S3Variables _s3;
    private readonly Lazy<ProcessGuard> _guard;
    private readonly TimeSpan _grace;

    /// <param name="project">The project's folder.</param>
    /// <param name="environment">The environment's folder, of which this process alone has the lock.</param>
    /// <param name="grace">How long a command may take to end that is broken off; five seconds by default.</param>
    /// <param name="s3">What commands are told of S3; nothing by default.</param>
    public LocalCommands(string project, string environment, TimeSpan? grace = null, S3Variables? s3 = null)
    {
        (_grace, _s3) = (grace ?? Grace, s3 ?? new S3Variables());
        _project = Path.GetFullPath(project);
        _runs = new RunFolders(Path.Combine(Path.GetFullPath(environment), "runs"));
        _calls = _runs.Start + ".commands";
        _guard = new Lazy<ProcessGuard>(Begin);
    }

    public async Task<CommandResult> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
        {
            return await new NoCommands().RunAsync(call, cancellationToken);
        }

        var guard = _guard.Value;
        var run = _runs.Of(call.Run);
        ScratchFolder.Make(run);
        var mark = RequestIds.Random();
        var folder = Path.Combine(_calls, mark);
        ScratchFolder.Make(folder);
        try
        {
            using var files = call.Files is { } wanted ? await InvocationFolder.MakeAsync(Path.Combine(folder, "files"), wanted, cancellationToken) : null;
            var (script, output) = (Path.Combine(folder, "command"), Path.Combine(folder, "output"));
            await File.WriteAllTextAsync(script, call.Text, cancellationToken);
            await File.WriteAllBytesAsync(output, [], cancellationToken);
            var variables = PassedOnVariables.Read();

            // Python holds back what it writes to a pipe, and nobody could watch it.
            variables.TryAdd("PYTHONUNBUFFERED", "1");
            foreach (var (name, value) in call.Variables)
            {
                variables[name] = value;
            }

            _s3.AddTo(variables);
            variables[RunDirectory] = run;
            variables["WEIR_PROJECT_DIR"] = _project;
            variables["WEIR_SCRIPTS_DIR"] = ScriptsOf(call);
            variables["WEIR_OUTPUT"] = output;
            AddFiles(variables, files);
            var process = OwnedProcess.Start(
                new ProcessStart
                {
                    Command = [.. Interpreters.CommandOf(call.Interpreter, Tool.Find(call.Interpreter, call.Who)), script],
                    Folder = FolderOf(call, run),
                    Environment = variables,
                    Mark = mark,
                    Scratch = Path.Combine(folder, "tmp"),
                },
                guard);
            using (process)
            {
                process.Output.Watch(call.Live);
                return await EndAsync(process, output, files, cancellationToken);
            }
        }
        finally
        {
            ScratchFolder.Delete(folder);
        }
    }

    public void Forget(RunId run) => _runs.Delete(run);

    public async Task SweepAsync(Func<RunId, DateTimeOffset, CancellationToken, Task<bool>> isOver, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(_runs.Start))
        {
            return;
        }

        _ = _guard.Value;
        foreach (var (run, since) in _runs.List())
        {
            if (await isOver(run, since, cancellationToken))
            {
                _runs.Delete(run);
            }
        }
    }

    public void Dispose()
    {
        if (_guard.IsValueCreated)
        {
            _guard.Value.Dispose();
        }
    }

    private async Task<CommandResult> EndAsync(OwnedProcess process, string output, InvocationFolder? files, CancellationToken cancellationToken)
    {
        try
        {
            // Its children are killed when it has ended, so that nobody holds on to what it writes to.
            var exitCode = await process.Exited.WaitAsync(cancellationToken);
            var unreadable = exitCode == 0 && files is not null ? await files.TakeAsync(cancellationToken) : null;
            return new CommandResult(exitCode, exitCode == 0 ? Read(output) : default(ReadOnlyMemory<byte>), process.Output.Take())
            {
                UnreadableFiles = unreadable,
            };
        }
        catch (OperationCanceledException)
        {
            var exitCode = await process.EndAsync(_grace);
            return new CommandResult(exitCode, default(ReadOnlyMemory<byte>), process.Output.Take()) { IsBrokenOff = true };
        }
    }

    /// <summary>What is a link, or no file at all, such as a pipe, is not read: nobody knows how long that takes.</summary>
    private static ReadOnlyMemory<byte>? Read(string output)
    {
        var file = new FileInfo(output);
        return !file.Exists || file.LinkTarget is not null || file.Length == 0 ? default(ReadOnlyMemory<byte>)
            : file.Length > CommandResult.MostOutput ? default(ReadOnlyMemory<byte>?)
            : File.ReadAllBytes(output);
    }

    private static void AddFiles(Dictionary<string, string> variables, InvocationFolder? files)
    {
        if (files?.From is { } from)
        {
            variables["WEIR_FROM"] = from;
        }

        if (files?.To is { } to)
        {
            variables["WEIR_TO"] = to;
        }
    }

    private string FolderOf(CommandCall call, string run)
    {
        var folder = call.Folder is not { } wanted ? run
            : wanted.Split('/') is [Scripts, .. var below] ? Path.Combine([ScriptsOf(call), .. below])
            : Path.Combine(_project, wanted);
        return Directory.Exists(folder) ? folder : throw new RefusedException(new Failure(
            "WEIR6605", $"{call.Who} is to run in '{call.Folder}', and there is no such folder.", "Make the folder, or correct 'working_directory'."));
    }

    private string ScriptsOf(CommandCall call) => call.Scripts ?? Path.Combine(_project, Scripts);

    /// <summary>Before the first command: whatever a Weir that was killed had started here is to end.</summary>
    private ProcessGuard Begin()
    {
        ProcessTree.KillMarked($"{RunDirectory}={_runs.Start}");
        ScratchFolder.Delete(_calls);
        return new ProcessGuard();
    }
}
