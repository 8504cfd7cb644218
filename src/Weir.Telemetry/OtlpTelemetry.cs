using System.Diagnostics.Metrics;

using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

using Weir.Engine.Secrets;
using Weir.Engine.Telemetry;
using Weir.Engine.Triggers.Alarms;
using Weir.Failures;

namespace Weir.Telemetry;

/// <summary>Sends traces and metrics over OTLP, as OpenTelemetry's environment variables say, until it is disposed of.</summary>
internal sealed class OtlpTelemetry : IAsyncDisposable
{
    private const int ShutdownMilliseconds = 2_000;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stopping = new();
    private readonly SendFailures _failures;
    private readonly TracerProvider? _traces;
    private readonly MeterProvider? _metrics;
    private readonly Meter _meter = new(Meters.Name);
    private readonly TimeProvider _time;
    private readonly Task _looking;
    private long _waiting;
    private DateTimeOffset? _oldest;

    private OtlpTelemetry(TelemetryOptions options, Masks masks, Func<CancellationToken, Task<long>> countWaiting, IFlowMetrics metrics, Action<Failure> tell, TimeProvider time)
    {
        _time = time;
        _failures = new SendFailures(why => tell(masks.Hide(new Failure(
            "WEIR7126",
            $"Traces and metrics could not be sent to {options.Endpoint}: {why}",
            "Nothing else is held up by that, and what was not sent is dropped. See that a collector listens there, and that OTEL_EXPORTER_OTLP_PROTOCOL and OTEL_EXPORTER_OTLP_HEADERS are what it wants."))));
        _ = _meter.CreateObservableGauge("weir.deliveries.waiting", () => Interlocked.Read(ref _waiting), "{delivery}", "Deliveries that have not ended.");
        _ = _meter.CreateObservableGauge("weir.deliveries.oldest_age", OldestAge, "s", "How long ago the event happened whose delivery has waited for longest.");
        var resource = ResourceBuilder.CreateEmpty()
            .AddService("weir", serviceVersion: options.Version)
            .AddTelemetrySdk()
            .AddAttributes(
            [
                new("deployment.environment.name", options.Environment),
                new("weir.project", options.Project),
                new("weir.project.revision", options.Revision),
            ])
            .AddEnvironmentVariableDetector();
        _traces = options.SendsTraces
            ? Sdk.CreateTracerProviderBuilder()
                .SetResourceBuilder(resource)
                .AddSource(Traces.Name)
                .AddProcessor(new MaskedSpans(masks))
                .AddOtlpExporter()
                .Build()
            : null;
        _metrics = options.SendsMetrics
            ? Sdk.CreateMeterProviderBuilder()
                .SetResourceBuilder(resource)
                .AddMeter(Meters.Name)
                .AddOtlpExporter()
                .Build()
            : null;
        _looking = _metrics is null ? Task.CompletedTask : LookAsync(countWaiting, metrics);
    }

    /// <summary>Begins to send.</summary>
    /// <param name="options">What.</param>
    /// <param name="masks">Knows the secrets that must not be sent.</param>
    /// <param name="countWaiting">Counts the deliveries that have not ended.</param>
    /// <param name="metrics">Knows the oldest of them.</param>
    /// <param name="tell">Is told, once, that nothing can be sent.</param>
    /// <param name="time">The clock.</param>
    public static OtlpTelemetry Start(
        TelemetryOptions options, Masks masks, Func<CancellationToken, Task<long>> countWaiting, IFlowMetrics metrics, Action<Failure> tell, TimeProvider time) =>
        new(options, masks, countWaiting, metrics, tell, time);

    /// <summary>Sends what has not been sent, where that takes no longer than a moment.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _looking;
        await Task.WhenAll(
            Task.Run(() => _traces?.Shutdown(ShutdownMilliseconds)),
            Task.Run(() => _metrics?.Shutdown(ShutdownMilliseconds)));
        _traces?.Dispose();
        _metrics?.Dispose();
        _meter.Dispose();
        _failures.Dispose();
        _stopping.Dispose();
    }

    private IEnumerable<Measurement<double>> OldestAge() => _oldest is { } oldest ? [new(Math.Max(0, (_time.GetUtcNow() - oldest).TotalSeconds))] : [new(0)];

    /// <summary>Looks now and then: whoever collects cannot wait for the state file.</summary>
    private async Task LookAsync(Func<CancellationToken, Task<long>> countWaiting, IFlowMetrics metrics)
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                Interlocked.Exchange(ref _waiting, await countWaiting(_stopping.Token));
                _oldest = await metrics.FindOldestWaitingAsync(null, _stopping.Token);
                await Task.Delay(LookEvery, _time, _stopping.Token);
            }
            catch (UnavailableException)
            {
                await Task.Delay(LookEvery, _time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                // The end.
            }
        }
    }
}
