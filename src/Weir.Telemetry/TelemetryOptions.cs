namespace Weir.Telemetry;

/// <summary>What is sent, and of what.</summary>
/// <param name="Version">Weir's own version.</param>
/// <param name="Project">The project.</param>
/// <param name="Revision">Its content hash.</param>
/// <param name="Environment">The environment.</param>
/// <param name="Endpoint">Where it is sent, for messages.</param>
internal sealed record TelemetryOptions(string Version, string Project, string Revision, string Environment, string Endpoint)
{
    /// <summary>Whether traces are sent. They are by default.</summary>
    public bool SendsTraces { get; init; } = true;

    /// <summary>Whether metrics are sent. They are by default.</summary>
    public bool SendsMetrics { get; init; } = true;
}
