using Weir.Failures;

namespace Weir.Cli.Composition;

/// <summary>What OpenTelemetry's environment variables say of traces and metrics. Looking takes no part of OpenTelemetry.</summary>
/// <param name="Endpoint">Where they are sent, without what may be secret in it.</param>
/// <param name="SendsTraces">Whether traces are.</param>
/// <param name="SendsMetrics">Whether metrics are.</param>
internal sealed record TelemetrySettings(string Endpoint, bool SendsTraces, bool SendsMetrics)
{
    private const string Common = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private const string Hint = "Write an address such as http://localhost:4317 (grpc, the default) or http://localhost:4318 with OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf.";

    /// <param name="variable">Reads a variable.</param>
    /// <returns>None when nothing is to be sent.</returns>
    /// <exception cref="RefusedException">WEIR7127: a variable has no value that it can have.</exception>
    public static TelemetrySettings? Read(Func<string, string?> variable)
    {
        if (string.Equals(variable("OTEL_SDK_DISABLED"), "true", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var (traces, metrics) = (AddressOf("TRACES", variable), AddressOf("METRICS", variable));
        return traces is null && metrics is null
            ? null
            : new TelemetrySettings(
                (traces ?? metrics)!.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped), traces is not null, metrics is not null);
    }

    private static Uri? AddressOf(string signal, Func<string, string?> variable)
    {
        var own = $"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT";
        var name = string.IsNullOrWhiteSpace(variable(own)) ? Common : own;
        if (variable(name) is not { } text || string.IsNullOrWhiteSpace(text) || Sends($"OTEL_{signal}_EXPORTER", variable) is false)
        {
            return null;
        }

        foreach (var protocol in new[] { "OTEL_EXPORTER_OTLP_PROTOCOL", $"OTEL_EXPORTER_OTLP_{signal}_PROTOCOL" })
        {
            if (variable(protocol) is not (null or "" or "grpc" or "http/protobuf"))
            {
                throw Wrong($"{protocol} is '{variable(protocol)}', which Weir does not send by.");
            }
        }

        return Uri.TryCreate(text.Trim(), UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : throw Wrong($"{name} is no address.");
    }

    private static bool Sends(string name, Func<string, string?> variable) => variable(name) switch
    {
        null or "" or "otlp" => true,
        "none" => false,
        var other => throw Wrong($"{name} is '{other}'; there is otlp, and none."),
    };

    private static RefusedException Wrong(string what) => new(new Failure("WEIR7127", what, Hint));
}
