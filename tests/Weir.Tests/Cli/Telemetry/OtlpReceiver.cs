using System.Buffers.Binary;
using System.Text;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Weir.Tests.Cli.Telemetry;

/// <summary>What a collector of OpenTelemetry is sent, over OTLP: with protobuf in HTTP, or in the messages of gRPC over HTTP/2.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly WebApplication _app;
    private readonly Lock _gate = new();
    private readonly List<Span> _spans = [];
    private readonly Dictionary<string, double> _metrics = [];
    private readonly StringBuilder _all = new();
    private readonly HashSet<string> _headers = [];
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly bool _isGrpc;

    private OtlpReceiver(WebApplication app, bool isGrpc) => (_app, _isGrpc) = (app, isGrpc);

    public string Address => _app.Urls.First();

    /// <summary>The variables that have somebody send here, and soon. Over gRPC is what nobody has to ask for.</summary>
    public string[] Variables =>
    [
        .. _isGrpc ? Array.Empty<string>() : ["OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf"],
        $"OTEL_EXPORTER_OTLP_ENDPOINT={Address}", "OTEL_EXPORTER_OTLP_HEADERS=x-key=for-the-collector",
        "OTEL_BSP_SCHEDULE_DELAY=100", "OTEL_METRIC_EXPORT_INTERVAL=500", "OTEL_SERVICE_NAME=weir-in-a-test", "OTEL_RESOURCE_ATTRIBUTES=team=data",
    ];

    /// <summary>All that came, as text.</summary>
    public string All
    {
        get
        {
            lock (_gate)
            {
                return _all.ToString();
            }
        }
    }

    /// <summary>What the header for the collector said.</summary>
    public IReadOnlyCollection<string> Keys
    {
        get
        {
            lock (_gate)
            {
                return [.. _headers];
            }
        }
    }

    /// <summary>All attributes of the resource.</summary>
    public Dictionary<string, string> Resource { get; private set; } = [];

    /// <param name="isGrpc">Whether nothing but HTTP/2 is understood, and gRPC in it, as on the port 4317 of a collector.</param>
    public static async Task<OtlpReceiver> StartAsync(bool isGrpc = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = isGrpc ? HttpProtocols.Http2 : HttpProtocols.Http1));
        var app = builder.Build();
        var receiver = new OtlpReceiver(app, isGrpc);
        app.Run(receiver.TakeAsync);
        await app.StartAsync();
        return receiver;
    }

    /// <summary>The spans of one trace, once they fit.</summary>
    public async Task<IReadOnlyList<Span>> WhenSpansAsync(string trace, Func<IReadOnlyList<Span>, bool> fit) =>
        await WhenAsync(() => _spans.Where(span => span.Trace == trace).ToList(), fit, spans => string.Join('\n', spans));

    /// <summary>The last values of the metrics, each as <c>name{key=value,…}</c>, once they fit.</summary>
    public async Task<IReadOnlyDictionary<string, double>> WhenMetricsAsync(Func<IReadOnlyDictionary<string, double>, bool> fit) =>
        await WhenAsync(() => new Dictionary<string, double>(_metrics), fit, metrics => string.Join('\n', metrics));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<T> WhenAsync<T>(Func<T> read, Func<T, bool> fit, Func<T, string> shown)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            T found;
            Task more;
            lock (_gate)
            {
                (found, more) = (read(), _more.Task);
            }

            if (fit(found))
            {
                return found;
            }

            try
            {
                await more.WaitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"Too little came:\n{shown(found)}");
            }
        }
    }

    private async Task TakeAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var message = _isGrpc ? Unframed(http.Request, body.ToArray()) : body.ToArray();
        TaskCompletionSource more;
        lock (_gate)
        {
            _ = _headers.Add(http.Request.Headers["x-key"].ToString());
            _ = _all.Append(Encoding.UTF8.GetString(message));
            var request = new ProtoMessage(message);
            foreach (var of in request.Messages(1))
            {
                Resource = of.Messages(1).First().Attributes(1);
                if (http.Request.Path == (_isGrpc ? "/opentelemetry.proto.collector.trace.v1.TraceService/Export" : "/v1/traces"))
                {
                    _spans.AddRange(of.Messages(2).SelectMany(scope => scope.Messages(2)).Select(Span.Of));
                }
                else
                {
                    of.Messages(2).SelectMany(scope => scope.Messages(2)).ToList().ForEach(Take);
                }
            }

            more = _more;
            _more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        await (_isGrpc ? AnswerGrpcAsync(http.Response) : AnswerAsync(http.Response));
        more.SetResult();
    }

    /// <summary>The one message of a call, which has a byte before it that says whether it is compressed, and four with its length.</summary>
    private static byte[] Unframed(HttpRequest request, byte[] body)
    {
        Assert.Equal(("HTTP/2", "application/grpc", "trailers"), (request.Protocol, request.ContentType, request.Headers.TE.ToString()));
        Assert.Equal(0, body[0]);
        Assert.Equal(body.Length - 5, BinaryPrimitives.ReadInt32BigEndian(body.AsSpan(1)));
        return body[5..];
    }

    private static Task AnswerAsync(HttpResponse response)
    {
        response.ContentType = "application/x-protobuf";
        return Task.CompletedTask;
    }

    /// <summary>An empty message, and in the trailer that all is well.</summary>
    private static async Task AnswerGrpcAsync(HttpResponse response)
    {
        response.ContentType = "application/grpc";
        response.DeclareTrailer("grpc-status");
        await response.Body.WriteAsync(new byte[5]);
        response.AppendTrailer("grpc-status", "0");
    }

    private void Take(ProtoMessage metric)
    {
        foreach (var point in metric.Messages(5).Concat(metric.Messages(7)).SelectMany(data => data.Messages(1)))
        {
            _metrics[NameOf(metric, point.Attributes(7))] = point.Has(4) ? point.Double(4) : (long)point.Number(6);
        }

        foreach (var point in metric.Messages(9).SelectMany(data => data.Messages(1)))
        {
            _metrics[NameOf(metric, point.Attributes(9))] = point.Number(4);
        }
    }

    private static string NameOf(ProtoMessage metric, Dictionary<string, string> attributes) =>
        $"{metric.Text(1)}{{{string.Join(',', attributes.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"))}}}";

    internal sealed record Span(string Trace, string Id, string Parent, string Name, int Kind, bool HasFailed, IReadOnlyDictionary<string, string> Attributes, int Links)
    {
        public static Span Of(ProtoMessage span) => new(
            span.Hex(1), span.Hex(2), span.Hex(4), span.Text(5), (int)span.Number(6), span.Messages(15).Any(status => status.Number(3) == 2), span.Attributes(9), span.Messages(13).Count());

        public override string ToString() => $"{Name} {Id} in {Parent} of {Trace}";
    }
}
