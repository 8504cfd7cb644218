using System.Globalization;
using System.Net;
using System.Net.Sockets;

using Weir.Failures;
using Weir.Functions.Processes;
using Weir.Functions.RuntimeApi;

namespace Weir.Functions.Workers;

/// <summary>A process that serves one function, one invocation after the other, for as long as it behaves.</summary>
internal sealed class Worker : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    /// <summary>For one to tidy up whose caller gave up.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>For an answer that a process sent just before it ended.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromMilliseconds(200);

    private readonly FunctionDefinition _definition;
    private readonly RuntimeSession _session = new();
    private readonly Socket _port;
    private readonly OwnedProcess _process;
    private readonly TimeProvider _time;
    private long _excess;
    private int _repeats;

    private Worker(LaunchPlan plan, WorkerCall first, WorkerTools tools)
    {
        _definition = plan.Definition;
        Kind = first.Kind;
        _time = tools.Time;
        _port = tools.Api.Open(_session);
        var id = RequestIds.Random();
        var now = tools.Time.GetUtcNow();
        var variables = new Dictionary<string, string>(plan.Environment);
        foreach (var (name, value) in first.Variables)
        {
            variables[name] = value;
        }

        tools.S3.AddTo(variables);
        variables["AWS_LAMBDA_RUNTIME_API"] = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{((IPEndPoint)_port.LocalEndPoint!).Port}");
        variables["AWS_LAMBDA_LOG_STREAM_NAME"] = string.Create(CultureInfo.InvariantCulture, $"{now:yyyy'/'MM'/'dd}/[$LATEST]{id}");
        _process = OwnedProcess.Start(
            new ProcessStart
            {
                Command = plan.Command,
                Folder = plan.Folder,
                Environment = variables,
                Mark = id,
                Scratch = Path.Combine(tools.Scratch, id),

                // Enough above the limit that the watch over the memory is what strikes.
                HardMemoryLimit = (plan.Definition.Memory * 2 >> 10) + (512 << 10),
            },
            tools.Guard);
    }

    /// <summary>Which calls it is for: those with the same variables.</summary>
    public string Kind { get; }

    /// <summary>Completes when its process is gone.</summary>
    public Task Exited => _process.Exited;

    /// <summary>When it last ended an invocation, or was started.</summary>
    public DateTimeOffset IdleSince { get; private set; }

    /// <summary>Starts a process and waits until it asks for an event.</summary>
    /// <param name="plan">How.</param>
    /// <param name="first">The call that it is started for; it is good for others of the same kind.</param>
    /// <param name="tools">What it needs.</param>
    /// <param name="cancellationToken">Ends the process.</param>
    /// <exception cref="StartFailedException">It does not get so far.</exception>
    public static async Task<Worker> StartAsync(LaunchPlan plan, WorkerCall first, WorkerTools tools, CancellationToken cancellationToken)
    {
        var worker = new Worker(plan, first, tools);
        try
        {
            await worker.WhenReadyAsync(cancellationToken);
            return worker;
        }
        catch
        {
            worker.Dispose();
            throw;
        }
    }

    /// <summary>Completes when it asks for an event; falsely when it is of no use any more.</summary>
    public async Task<bool> WhenIdleAsync()
    {
        var asks = _session.WhenAsking();
        if (!asks.IsCompleted)
        {
            using var over = new CancellationTokenSource();
            await Task.WhenAny(asks, Exited, Task.Delay(_definition.Timeout, _time, over.Token));
            await over.CancelAsync();
        }

        IdleSince = _time.GetUtcNow();
        return asks.IsCompleted && !Exited.IsCompleted;
    }

    /// <summary>Takes one event through the function.</summary>
    /// <returns>None when the process had gone before it got the event.</returns>
    public async Task<Outcome?> InvokeAsync(WorkerCall call, CancellationToken cancellationToken)
    {
        var answer = _session.Begin(new Invocation
        {
            RequestId = call.RequestId,
            Payload = call.Payload,
            ClientContext = call.ClientContext,
            Deadline = _time.GetUtcNow() + _definition.Timeout,
            FunctionArn = FunctionEnvironment.ArnOf(_definition.Name),
            TraceId = call.Trace is { } trace ? RequestIds.TraceOf(trace) : RequestIds.Trace(_time),
        });
        if (answer is null)
        {
            return null;
        }

        _process.Output.Watch(call.Live);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var late = Task.Delay(_definition.Timeout, _time, over.Token);
        await Task.WhenAny(answer, Exited, late);
        if (!answer.IsCompleted && Exited.IsCompleted)
        {
            await Task.WhenAny(answer, Task.Delay(LastWords, _time, CancellationToken.None));
        }

        await over.CancelAsync();
        return answer.IsCompleted ? OutcomeOf(await answer)
            : cancellationToken.IsCancellationRequested ? await BreakOffAsync()
            : await KillAsync(Exited.IsCompleted);
    }

    /// <summary>Kills it when it uses more memory than it may.</summary>
    public void CheckMemory()
    {
        var used = _process.ResidentBytes();
        if (used > _definition.Memory && Interlocked.CompareExchange(ref _excess, used, 0) == 0)
        {
            Dispose();
        }
    }

    /// <summary>Kills the process, with all that it started, and listens to it no more.</summary>
    public void Dispose()
    {
        _session.End();
        _process.Kill();
        _port.Dispose();
    }

    private async Task WhenReadyAsync(CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var asks = _session.WhenAsking();
        await Task.WhenAny(asks, _session.InitError, Exited, Task.Delay(StartLimit, _time, over.Token));
        cancellationToken.ThrowIfCancellationRequested();
        await over.CancelAsync();
        IdleSince = _time.GetUtcNow();
        if (_session.InitError.IsCompleted)
        {
            var error = await _session.InitError;
            throw Failed(error, FunctionFailures.CannotStart(_definition.Name, error));
        }

        if (!asks.IsCompleted)
        {
            throw Failed(default, await WhyAsync(
                Exited.IsCompleted,
                code => FunctionFailures.EndedAtStart(_definition.Name, code),
                () => FunctionFailures.SilentAtStart(_definition.Name, StartLimit)));
        }
    }

    private StartFailedException Failed(ReadOnlyMemory<byte> error, Failure failure) => new(new Outcome(error, failure, _process.Output.Take()));

    private async Task<Outcome> BreakOffAsync()
    {
        await _process.EndAsync(Grace);
        Dispose();
        return new Outcome(default, null, Log()) { IsBrokenOff = true };
    }

    private async Task<Outcome> KillAsync(bool hasExited)
    {
        Dispose();
        await Exited;
        var failure = await WhyAsync(
            hasExited, code => FunctionFailures.Exited(_definition.Name, code), () => FunctionFailures.TimedOut(_definition.Name, _definition.Timeout));
        return new Outcome(default, failure, Log());
    }

    private async Task<Failure> WhyAsync(bool hasExited, Func<int, Failure> exited, Func<Failure> late) => Interlocked.Read(ref _excess) is > 0 and var used
        ? FunctionFailures.OutOfMemory(_definition.Name, used, _definition.Memory)
        : hasExited ? exited(await _process.Exited) : late();

    private Outcome OutcomeOf(RuntimeAnswer answer) => answer switch
    {
        RuntimeAnswer.Response(var body) => new Outcome(body, JsonFacts.WhyNotJson(body.Span) is { } why ? FunctionFailures.NotJson(_definition.Name, why) : null, Log()),
        RuntimeAnswer.Error(var body) when FunctionFailures.IsTooLarge(body) => new Outcome(body, FunctionFailures.TooLarge(_definition.Name), Log()),
        RuntimeAnswer.Error(var body) => new Outcome(body, FunctionFailures.Raised(_definition.Name, body), Log()),
        RuntimeAnswer.TooLarge => new Outcome(default, FunctionFailures.TooLarge(_definition.Name), Log()),
        _ => new Outcome(default, FunctionFailures.Abandoned(_definition.Name), Log()),
    };

    private IReadOnlyList<string> Log()
    {
        var log = _process.Output.Take();
        if (_session.RepeatedAnswers == _repeats)
        {
            return log;
        }

        _repeats = _session.RepeatedAnswers;
        var failure = FunctionFailures.AnsweredAgain(_definition.Name);
        return [.. log, $"{failure.Code} {failure.Message}"];
    }
}
