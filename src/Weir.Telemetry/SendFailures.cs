using System.Diagnostics.Tracing;

namespace Weir.Telemetry;

/// <summary>Hears that something could not be sent, and says so once.</summary>
internal sealed class SendFailures : EventListener
{
    private const string Exporter = "OpenTelemetry-Exporter-OpenTelemetryProtocol";

    private readonly Action<string> _tell;
    private int _isTold;

    public SendFailures(Action<string> tell)
    {
        _tell = tell;

        // Those that were there before this one was made had been named when nobody could be told yet.
        foreach (var source in EventSource.GetSources())
        {
            Listen(source);
        }
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        ArgumentNullException.ThrowIfNull(eventSource);
        Listen(eventSource);
        base.OnEventSourceCreated(eventSource);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        ArgumentNullException.ThrowIfNull(eventData);
        if (_tell is not null && eventData.EventSource.Name == Exporter && Interlocked.Exchange(ref _isTold, 1) == 0)
        {
            var why = eventData.Payload?.OfType<string>().LastOrDefault(text => text.Length > 0) ?? eventData.EventName ?? "";
            _tell(why.Split('\n')[0].Trim());
        }
    }

    private void Listen(EventSource source)
    {
        if (source.Name == Exporter)
        {
            EnableEvents(source, EventLevel.Error);
        }
    }
}
