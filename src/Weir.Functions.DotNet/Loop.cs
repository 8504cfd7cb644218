using System.Reflection;
using System.Text.Json;

namespace Weir.Functions.DotNet;

/// <summary>Takes one event after the other through a handler, over the AWS Lambda Runtime API.</summary>
internal static class Loop
{
    private const int Largest = 6 << 20;

    /// <summary>Runs until whoever started the process is gone.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync()
    {
        using var api = new RuntimeClient(Variable("AWS_LAMBDA_RUNTIME_API"));
        Handler handler;
        try
        {
            handler = Handler.Load(Variable("LAMBDA_TASK_ROOT"), Variable("_HANDLER"));
        }
        catch (Exception error)
        {
            var cause = CauseOf(error);
            await Console.Error.WriteLineAsync(string.Join('\n', FramesOf(cause.ToString())));
            await api.PostAsync("init/error", ErrorDocument(cause, ""), "Runtime.InitError");
            return 1;
        }

        try
        {
            while (true)
            {
                await ServeAsync(api, handler);
            }
        }
        catch (HttpRequestException)
        {
            return 0;
        }
    }

    private static async Task ServeAsync(RuntimeClient api, Handler handler)
    {
        var next = await api.NextAsync();
        Environment.SetEnvironmentVariable("_X_AMZN_TRACE_ID", next.TraceId);
        var (end, body) = ("response", Array.Empty<byte>());
        try
        {
            body = await handler.InvokeAsync(next.Event, next.Context);
            if (body.Length > Largest)
            {
                (end, body) = ("error", TooLarge(next.Context.AwsRequestId));
            }
        }
        catch (Exception error)
        {
            var cause = CauseOf(error);
            await Console.Error.WriteLineAsync(string.Join('\n', FramesOf(cause.ToString())));
            (end, body) = ("error", ErrorDocument(cause, next.Context.AwsRequestId));
        }

        await Console.Out.FlushAsync();
        await api.PostAsync($"invocation/{next.Context.AwsRequestId}/{end}", body);
    }

    private static Exception CauseOf(Exception error) =>
        error is TargetInvocationException or AggregateException or TypeInitializationException && error.InnerException is { } inner ? CauseOf(inner) : error;

    private static byte[] ErrorDocument(Exception error, string requestId) => Document(
        error.GetType().Name, error.Message, requestId, [.. FramesOf(error.StackTrace ?? "").Select(frame => frame.Trim())]);

    /// <summary>Without those of this program.</summary>
    private static IEnumerable<string> FramesOf(string trace) => trace
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Where(line => !line.TrimStart().StartsWith($"at {typeof(Loop).Namespace}.", StringComparison.Ordinal));

    private static byte[] TooLarge(string requestId) => Document(
        "Function.ResponseSizeTooLarge", $"Response payload size exceeded maximum allowed payload size ({Largest} bytes).", requestId, []);

    private static byte[] Document(string type, string message, string requestId, string[] stackTrace)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WriteString("errorMessage", message);
            writer.WriteString("errorType", type);
            writer.WriteString("requestId", requestId);
            writer.WriteStartArray("stackTrace");
            foreach (var line in stackTrace)
            {
                writer.WriteStringValue(line);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return json.ToArray();
    }

    private static string Variable(string name) =>
        Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"The variable {name} is not set.");
}
