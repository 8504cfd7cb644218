using System.Collections.Concurrent;
using System.Globalization;

using Weir.Engine.Functions;
using Weir.Failures;
using Weir.Functions.Building;
using Weir.Functions.Processes;
using Weir.Functions.RuntimeApi;
using Weir.Functions.Workers;

namespace Weir.Functions;

/// <summary>Functions as local processes, which stay warm between invocations. Nothing runs before the first one.</summary>
internal sealed class LocalFunctions : IFunctions, IAsyncDisposable
{
    private static readonly TimeSpan CheckEvery = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan WarmFor = TimeSpan.FromMinutes(10);

    private readonly IReadOnlyDictionary<string, FunctionDefinition> _definitions;
    private readonly FunctionFolders _folders;
    private readonly TimeProvider _time;
    private readonly string _project;
    private readonly Func<string> _sources;
    private readonly PackageStore _store;
    private readonly Launcher _launcher;
    private readonly S3Variables _s3;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly ConcurrentDictionary<string, (string Revision, WorkerPool Pool)> _pools = new();
    private readonly ConcurrentBag<WorkerPool> _closed = [];
    private readonly CancellationTokenSource _stop = new();
    private WorkerTools? _tools;
    private Task _watch = Task.CompletedTask;

    /// <param name="definitions">The functions, by name.</param>
    /// <param name="project">The project's folder.</param>
    /// <param name="time">The clock.</param>
    /// <param name="scope">What functions' variables may name; nothing by default.</param>
    /// <param name="sources">
    /// The folder whose functions and layers are built when they are called first; the project's by default. What somebody has built is
    /// always the project's.
    /// </param>
    /// <param name="folders">Where they are kept; in the project's folder by default.</param>
    /// <param name="s3">What functions are told of S3; nothing by default.</param>
    public LocalFunctions(
        IReadOnlyDictionary<string, FunctionDefinition> definitions,
        string project,
        TimeProvider time,
        IReadOnlyDictionary<string, object?>? scope = null,
        Func<string>? sources = null,
        FunctionFolders? folders = null,
        S3Variables? s3 = null)
    {
        (_definitions, _time, _folders, _s3) = (definitions, time, folders ?? FunctionFolders.In(project), s3 ?? new S3Variables());
        (_project, _sources) = (project, sources ?? (() => project));
        _store = new PackageStore(_folders.Packages, time);
        _launcher = new Launcher(new BootstrapFiles(Path.Combine(_folders.Packages, ".bootstraps")), scope ?? new Dictionary<string, object?>());
    }

    public async Task<FunctionResult> InvokeAsync(FunctionCall call, CancellationToken cancellationToken)
    {
        CheckPayload(call.Function, call.Payload);
        var pool = _pools.TryGetValue(call.Function, out var known)
            ? known.Pool
            : (await OpenAsync(call.Function, onlyIfNew: false, cancellationToken)).Pool;
        using var folder = call.Files is { } files
            ? await InvocationFolder.MakeAsync(Path.Combine(_tools!.Scratch, RequestIds.Random()), files, cancellationToken)
            : null;
        var start = _time.GetTimestamp();
        var outcome = await pool.InvokeAsync(
            new WorkerCall(call.RequestId, call.Payload, folder?.ClientContext, call.Variables) { Live = call.Live, Trace = call.Trace }, cancellationToken);
        if (outcome is { Failure: null, IsBrokenOff: false } && folder is not null && await folder.TakeAsync(cancellationToken) is { } why)
        {
            outcome = outcome with { Failure = FunctionFailures.Unreadable(call.Function, why) };
        }

        return new FunctionResult
        {
            RequestId = call.RequestId,
            Answer = outcome.Answer,
            Failure = outcome.Failure,
            Log = outcome.Log,
            IsColdStart = outcome.IsColdStart,
            IsBrokenOff = outcome.IsBrokenOff,
            Duration = _time.GetElapsedTime(start),
        };
    }

    public async Task<FunctionBuild> BuildAsync(string name, CancellationToken cancellationToken) =>
        (await OpenAsync(name, onlyIfNew: true, cancellationToken)).Build;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watch;
        foreach (var pool in _pools.Values.Select(p => p.Pool).Concat(_closed))
        {
            pool.Dispose();
        }

        if (_tools is { } tools)
        {
            tools.Guard.Dispose();
            await tools.Api.DisposeAsync();
            ScratchFolder.Delete(tools.Scratch);
        }

        _stop.Dispose();
        _turn.Dispose();
    }

    private static void CheckPayload(string name, ReadOnlyMemory<byte> payload)
    {
        if (payload.Length > RuntimeLimits.Payload)
        {
            throw NoEvent(name, $"it has {payload.Length} bytes, more than {RuntimeLimits.Payload >> 20} MB.", "Land an object, and have the event name it.");
        }

        if (JsonFacts.WhyNotJson(payload.Span) is { } why)
        {
            throw NoEvent(name, why, "An event is one JSON value, such as {} or {\"id\": 1}.");
        }
    }

    private static RefusedException NoEvent(string name, string why, string hint) =>
        new(new Failure("WEIR6520", $"The function '{name}' cannot be called with this event: {why}", hint));

    /// <summary>Builds a function, and has workers for it from then on.</summary>
    private async Task<(FunctionBuild Build, WorkerPool Pool)> OpenAsync(string name, bool onlyIfNew, CancellationToken cancellationToken)
    {
        var definition = _definitions.GetValueOrDefault(name) ?? throw new RefusedException(Missing(name));
        if (OperatingSystem.IsWindows())
        {
            throw new RefusedException(new Failure("WEIR6521", "Functions do not run on Windows yet.", "Run weir on Linux or macOS, such as in WSL."));
        }

        var built = await new FunctionBuilder(onlyIfNew ? _project : _sources(), _store).BuildAsync(definition, cancellationToken);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var revision = $"{built.Build.Revision} {string.Join(' ', built.Layers)}";
            if (_pools.TryGetValue(name, out var known) && (known.Revision == revision || !onlyIfNew))
            {
                return (built.Build, known.Pool);
            }

            var pool = new WorkerPool(_launcher.PlanOf(definition, built), await ToolsAsync(cancellationToken));
            if (known.Pool is { } old)
            {
                old.Close();
                _closed.Add(old);
            }

            _pools[name] = (revision, pool);
            return (built.Build, pool);
        }
        finally
        {
            _turn.Release();
        }
    }

    private Failure Missing(string name) => new(
        "WEIR6501",
        $"There is no function '{name}' in this project.",
        _definitions.Count == 0 ? "Make a folder 'functions/NAME' with a handler.py, an index.mjs or the like." : $"There are {string.Join(", ", _definitions.Keys)}.");

    private async Task<WorkerTools> ToolsAsync(CancellationToken cancellationToken)
    {
        if (_tools is null)
        {
            var scratch = Path.Combine(_folders.Scratch, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            ClearScratch(Path.GetDirectoryName(scratch)!);
            _tools = new WorkerTools(await RuntimeApiServer.StartAsync(cancellationToken), new ProcessGuard(), scratch, _s3, _time);
            _watch = WatchAsync();
        }

        return _tools;
    }

    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(CheckEvery, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                foreach (var pool in _pools.Values.Select(p => p.Pool).Concat(_closed))
                {
                    pool.Check(_time.GetUtcNow() - WarmFor);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }

    /// <summary>Removes what processes that were killed left.</summary>
    private static void ClearScratch(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (var left in Directory.GetDirectories(folder))
        {
            if (!Directory.Exists($"/proc/{Path.GetFileName(left).Split('-')[0]}"))
            {
                ScratchFolder.Delete(left);
            }
        }
    }
}
