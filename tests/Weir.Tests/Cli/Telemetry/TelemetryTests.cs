using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

using Microsoft.AspNetCore.Http;

using Weir.Cli.Composition;
using Weir.Failures;
using Weir.Tests.Flow;
using Weir.Tests.Functions;

namespace Weir.Tests.Cli.Telemetry;

/// <summary>What a running <c>weir up</c> sends to a collector, which really gets it.</summary>
public sealed class TelemetryTests
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private const string Sender = "b7ad6b7169203331";

    private const string Yaml =
        """
        project: traced
        buckets: { raw: {}, curated: {} }
        pipelines:
          take:
            triggers: [{ http: { path: /orders, save_to: "raw/{{event.id}}.json" } }]
            steps:
              - { name: code, function: f }
              - { name: cmd, shell: "echo $TRACEPARENT" }
              - { name: ask, http: { url: "{{vars.server}}/asked" } }
              - { name: child, run: { pipeline: helper } }
              - { name: copy, copy: { from: "{{event.bucket}}/{{event.key}}", to: "curated/{{event.id}}.json" } }
          helper:
            triggers: [{ manual: true }]
            steps: [{ shell: "true" }]
          told:
            triggers: [{ load: orders }]
            steps: [{ shell: "true" }]
          fails:
            triggers: [{ object_created: raw/bad/* }]
            retry: { max_attempts: 1 }
            steps: [{ name: bad, shell: "echo $TOKEN; exit 3", env: { TOKEN: { secret: token } } }]
          slow:
            triggers: [{ manual: true }]
            steps: [{ name: sure, approve: "Sure?" }, { name: done, shell: "true" }]
        tables:
          orders: { source: curated/*.json, columns: { id: bigint } }
        """;

    [PythonFact]
    public async Task All_that_a_request_leads_to_is_one_trace_with_the_spans_of_its_sender_and_of_those_who_are_called()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var called = await TestServer.StartAsync((context, _) => context.Response.WriteAsync("{}"));
        using var project = Project(called.Address);
        var port = TestServer.FreePort();
        using var up = new CliProcess(project.Folder, ["up", "--listen", $"127.0.0.1:{port}"], ["env", .. receiver.Variables]);
        await up.ReadUntilAsync("ready in");

        await PostAsync(port);

        // The run waits for the one that it starts, and is taken up again when that has ended.
        string[] names =
        [
            "POST /orders", "invoke f", "load orders", "run helper", "run take", "run take", "run told", "step ask", "step child", "step child", "step cmd", "step code",
            "step copy", "step shell-1", "step shell-1",
        ];
        var spans = await receiver.WhenSpansAsync(Trace, found => found.Count >= names.Length);
        Assert.Equal(names, spans.Select(span => span.Name).Order(StringComparer.Ordinal));
        Assert.All(spans, span => Assert.False(span.HasFailed, span.ToString()));

        // Each in the one that led to it.
        OtlpReceiver.Span Named(string name) => spans.First(span => span.Name == name);
        foreach (var (inner, outer) in new[]
        {
            ("run take", "POST /orders"), ("step code", "run take"), ("invoke f", "step code"), ("step child", "run take"), ("run helper", "step child"),
            ("load orders", "step copy"), ("run told", "load orders"),
        })
        {
            Assert.Equal(Named(outer).Id, Named(inner).Parent);
        }

        Assert.Equal(Sender, Named("POST /orders").Parent);
        Assert.Equal((2, 5, 3), (Named("POST /orders").Kind, Named("run take").Kind, Named("invoke f").Kind));
        Assert.Equal(("POST", "/orders", "202"), (
            Named("POST /orders").Attributes["http.request.method"], Named("POST /orders").Attributes["http.route"], Named("POST /orders").Attributes["http.response.status_code"]));
        Assert.Equal(("orders", "1", "Loaded"), (
            Named("load orders").Attributes["db.collection.name"], Named("load orders").Attributes["weir.rows.loaded"], Named("load orders").Attributes["weir.load.status"]));
        Assert.Equal(("f", "true"), (Named("invoke f").Attributes["faas.invoked_name"], Named("invoke f").Attributes["faas.coldstart"]));
        var run = Named("run take").Attributes["weir.run.id"];

        // Those who are called are told.
        Assert.Equal($"00-{Trace}-{Named("step ask").Id}-01", Assert.Single(called.Requests).Headers["traceparent"]);
        Assert.Equal($"00-{Trace}-{Named("step cmd").Id}-01", (await project.RunAsync("logs", run, "--step", "cmd")).Fine().Split('\n')[1]);
        Assert.Contains(
            $"Root=1-{Trace[..8]}-{Trace[8..]};Parent={Named("invoke f").Id};Sampled=1", (await project.RunAsync("logs", run, "--step", "code")).Fine(), StringComparison.Ordinal);

        Assert.Equal(["for-the-collector"], receiver.Keys);
        Assert.Equal(("weir-in-a-test", "data", "traced", "local"), (
            receiver.Resource["service.name"], receiver.Resource["team"], receiver.Resource["weir.project"], receiver.Resource["deployment.environment.name"]));
        await up.SignalAsync("INT");
        (await up.WhenEndedAsync()).Fine();
    }

    [PythonFact]
    public async Task What_is_counted_and_timed_arrives_and_no_secret_does()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var called = await TestServer.StartAsync((context, _) => context.Response.WriteAsync("{}"));
        using var project = Project(called.Address);
        var port = TestServer.FreePort();
        using var up = new CliProcess(project.Folder, ["up", "--listen", $"127.0.0.1:{port}"], ["env", .. receiver.Variables]);
        await up.ReadUntilAsync("ready in");
        await PostAsync(port);
        project.Write("it", "it");
        (await project.RunAsync("put", "it", "raw/bad/first")).Fine();

        // A secret is known from when it is first used.
        _ = await receiver.WhenMetricsAsync(found => found.GetValueOrDefault("weir.runs.finished{weir.pipeline=fails,weir.run.outcome=failure}") == 1);
        (await project.RunAsync("put", "it", "raw/bad/hunter22")).Fine();

        var metrics = await receiver.WhenMetricsAsync(found => found.GetValueOrDefault("weir.runs.finished{weir.pipeline=fails,weir.run.outcome=failure}") == 2
            && found.GetValueOrDefault("weir.runs.finished{weir.pipeline=told,weir.run.outcome=success}") == 1
            && found.GetValueOrDefault("weir.deliveries.waiting{}", -1) == 0);

        foreach (var (name, value) in new (string, double)[]
        {
            ("weir.runs.started{weir.pipeline=take}", 1),
            ("weir.runs.finished{weir.pipeline=take,weir.run.outcome=success}", 1),
            ("weir.run.duration{weir.pipeline=take,weir.run.outcome=success}", 1),
            ("weir.step.duration{weir.pipeline=take,weir.step=code,weir.step.state=succeeded}", 1),
            ("weir.step.duration{weir.pipeline=fails,weir.step=bad,weir.step.state=failed}", 2),
            ("weir.loads{weir.load.status=Loaded,weir.table=orders}", 1),
            ("weir.rows.loaded{weir.table=orders}", 1),
            ("weir.rows.quarantined{weir.table=orders}", 0),
            ("weir.dead_letters{error.type=WEIR6602,weir.subscriber=fails,weir.subscriber.kind=pipeline}", 2),
            ("weir.deliveries.oldest_age{}", 0),
            ("faas.invocations{faas.invoked_name=f}", 1),
            ("faas.coldstarts{faas.invoked_name=f}", 1),
            ("faas.invoke_duration{faas.invoked_name=f}", 1),
        })
        {
            Assert.True(metrics.TryGetValue(name, out var found) && found == value, $"{name}\n{string.Join('\n', metrics)}");
        }

        await up.SignalAsync("INT");
        (await up.WhenEndedAsync()).Fine();
        Assert.Contains("raw/bad/***", receiver.All, StringComparison.Ordinal);
        Assert.Contains("error.type", receiver.All, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter22", receiver.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Both_arrive_over_gRPC_when_nothing_else_is_said()
    {
        await using var receiver = await OtlpReceiver.StartAsync(isGrpc: true);
        using var project = Project("http://127.0.0.1:1");
        using var up = new CliProcess(project.Folder, ["up"], ["env", .. receiver.Variables]);
        await up.ReadUntilAsync("ready in");
        var run = await AskAsync(project, "helper");

        var metrics = await receiver.WhenMetricsAsync(found => found.ContainsKey("weir.runs.finished{weir.pipeline=helper,weir.run.outcome=success}"));
        using var events = JsonDocument.Parse((await project.RunAsync("events", "--json")).Fine());
        var spans = await receiver.WhenSpansAsync(
            events.RootElement.EnumerateArray().Single().GetProperty("id").GetString()!["evt_".Length..], found => found.Count >= 3);

        Assert.Equal(1, metrics["weir.runs.finished{weir.pipeline=helper,weir.run.outcome=success}"]);
        Assert.Equal(["run helper", "run_requested", "step shell-1"], spans.Select(span => span.Name).Order(StringComparer.Ordinal));
        Assert.Equal(run, spans.Single(span => span.Name == "run helper").Attributes["weir.run.id"]);
        Assert.Equal(["for-the-collector"], receiver.Keys);
        Assert.Equal("weir-in-a-test", receiver.Resource["service.name"]);
        await up.SignalAsync("INT");
        Assert.DoesNotContain("WEIR7126", (await up.WhenEndedAsync()).Fine(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_goes_on_in_its_trace_after_a_restart_and_the_trace_has_the_id_of_the_event()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        using var project = Project("http://127.0.0.1:1");
        var run = await AskAsync(project, "slow");
        var first = new CliProcess(project.Folder, ["up", "--exit-when-idle"], ["env", .. receiver.Variables]);
        (await first.WhenEndedAsync()).Fine();
        (await project.RunAsync("approve", run)).Fine();
        var second = new CliProcess(project.Folder, ["up", "--exit-when-idle"], ["env", .. receiver.Variables]);
        (await second.WhenEndedAsync()).Fine();

        using var events = JsonDocument.Parse((await project.RunAsync("events", "--json")).Fine());
        var id = events.RootElement.EnumerateArray().Single(e => e.GetProperty("type").GetString() == "run_requested").GetProperty("id").GetString()!;
        var spans = await receiver.WhenSpansAsync(id["evt_".Length..], found => found.Count >= 5);

        Assert.Equal(["run slow", "run slow", "step done", "step sure", "step sure"], spans.Select(span => span.Name).Order(StringComparer.Ordinal));
        Assert.All(spans.Where(span => span.Name == "run slow"), span => Assert.Equal(("", run), (span.Parent, span.Attributes["weir.run.id"])));
    }

    [Fact]
    public async Task A_collector_that_cannot_be_reached_is_told_of_once_and_holds_nothing_up()
    {
        using var project = new CliProject();
        project.WriteOrders("data", 1, 50);
        (await project.RunAsync("put", "data", "raw/orders/")).Fine();
        using var up = new CliProcess(
            project.Folder,
            ["up"],
            ["env", $"OTEL_EXPORTER_OTLP_ENDPOINT=http://user:pass@127.0.0.1:{TestServer.FreePort()}", "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf", "OTEL_BSP_SCHEDULE_DELAY=50", "OTEL_METRIC_EXPORT_INTERVAL=50"]);

        await up.ReadUntilAsync("WEIR7126");
        project.WriteOrders("more", 51, 50);
        (await project.RunAsync("put", "more", "raw/orders/")).Fine();
        while (!(await project.RunAsync("query", "SELECT count(*) AS n FROM orders", "--format", "csv")).Fine().Contains("\n100\n", StringComparison.Ordinal))
        {
            await Task.Delay(20);
        }

        var start = Stopwatch.GetTimestamp();
        await up.SignalAsync("INT");
        var ended = await up.WhenEndedAsync();

        Assert.Single(ended.Fine().Split('\n'), line => line.Contains("WEIR7126", StringComparison.Ordinal));
        Assert.DoesNotContain("pass@", ended.Output + ended.Errors, StringComparison.Ordinal);
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Without_configuration_nothing_of_OpenTelemetry_is_loaded()
    {
        using var project = new CliProject();
        using var up = await project.UpAsync();

        Assert.DoesNotContain("OpenTelemetry", await File.ReadAllTextAsync($"/proc/{up.Id}/maps"), StringComparison.Ordinal);
        Assert.DoesNotContain("Weir.Telemetry", await File.ReadAllTextAsync($"/proc/{up.Id}/maps"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://c:4318/x?key=secret", "http://c:4318 traces metrics")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://c:4318;OTEL_SDK_DISABLED=true", null)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://c:4318;OTEL_TRACES_EXPORTER=none", "http://c:4318 metrics")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://c:4318;OTEL_METRICS_EXPORTER=none;OTEL_TRACES_EXPORTER=otlp", "http://c:4318 traces")]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=https://m", "https://m metrics")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=localhost:4317", "WEIR7127")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://c;OTEL_EXPORTER_OTLP_PROTOCOL=http/json", "WEIR7127")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://c;OTEL_TRACES_EXPORTER=zipkin", "WEIR7127")]
    public void The_variables_of_OpenTelemetry_say_what_is_sent(string variables, string? expected)
    {
        var values = variables.Split(';', StringSplitOptions.RemoveEmptyEntries).ToDictionary(text => text.Split('=', 2)[0], text => text.Split('=', 2)[1]);
        string? found;
        try
        {
            found = TelemetrySettings.Read(values.GetValueOrDefault) is { } read
                ? $"{read.Endpoint}{(read.SendsTraces ? " traces" : "")}{(read.SendsMetrics ? " metrics" : "")}"
                : null;
        }
        catch (RefusedException refused)
        {
            found = refused.Failure.Code;
        }

        Assert.Equal(expected, found);
    }

    private static CliProject Project(string server)
    {
        var project = new CliProject(Yaml + $"\nvars: {{ server: \"{server}\" }}\n");
        project.Write(".env", "token=hunter22\n");
        project.Write("functions/f/handler.py", "import os\ndef handler(event, context):\n    print(os.environ.get('_X_AMZN_TRACE_ID'))\n    return {}\n");
        return project;
    }

    private static async Task PostAsync(int port)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://127.0.0.1:{port}/orders")
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes("""{"id": 7}""")) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        request.Headers.Add("traceparent", $"00-{Trace}-{Sender}-01");
        using var answer = await client.SendAsync(request);
        Assert.Equal(202, (int)answer.StatusCode);
    }

    private static async Task<string> AskAsync(CliProject project, string pipeline)
    {
        using var asked = JsonDocument.Parse((await project.RunAsync("run", pipeline, "--no-wait", "--json")).Fine());
        return asked.RootElement.GetProperty("id").GetString()!;
    }
}
