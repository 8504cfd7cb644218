using System.Globalization;
using System.Text.Json;

using Weir.Engine.Commands;
using Weir.Failures;
using Weir.Functions.RuntimeApi;

namespace Weir.Functions.Workers;

/// <summary>The ways in which a function fails, told to its author.</summary>
internal static class FunctionFailures
{
    /// <summary>As many characters of an error's message as a failure repeats.</summary>
    private const int LongestMessage = 2_000;

    public static Failure CannotStart(string name, ReadOnlyMemory<byte> error) => new(
        "WEIR6510",
        $"The function '{name}' cannot start: {Told(error)}",
        "Its log has the whole of it. Often a dependency is missing: name it in requirements.txt or package.json.");

    public static Failure EndedAtStart(string name, int exitCode) => new(
        "WEIR6511", $"The function '{name}' {ExitCodes.Told(exitCode)} before it asked for an event.", "Its log says more.");

    public static Failure SilentAtStart(string name, TimeSpan waited) => new(
        "WEIR6511",
        $"The function '{name}' was started {Seconds(waited)} ago and has not asked for an event.",
        "A bootstrap of your own must call GET /2018-06-01/runtime/invocation/next; else see what is done while the code is loaded.");

    public static Failure Raised(string name, ReadOnlyMemory<byte> error) => new(
        "WEIR6512", $"The function '{name}' failed: {Told(error)}", "Its log has the whole of it.");

    public static Failure TimedOut(string name, TimeSpan timeout) => new(
        "WEIR6513",
        $"The function '{name}' did not answer within {Seconds(timeout)}, and was killed with all that it had started.",
        "Give it a longer 'timeout', or less to do.");

    public static Failure OutOfMemory(string name, long used, long limit) => new(
        "WEIR6514",
        $"The function '{name}' used {used >> 20} MB of memory, more than its {limit >> 20} MB, and was killed.",
        "Give it more 'memory', or have it read less at once.");

    public static Failure Exited(string name, int exitCode) => new(
        "WEIR6515", $"The function '{name}' {ExitCodes.Told(exitCode)} before it answered.", "Its log says more.");

    public static Failure NotJson(string name, string why) => new(
        "WEIR6516", $"The function '{name}' answered what is not JSON: {why}", "Have it answer one JSON value; null is one.");

    public static Failure TooLarge(string name) => new(
        "WEIR6517",
        $"The function '{name}' answered more than {RuntimeLimits.Payload >> 20} MB.",
        "Have it write a file or an object, and answer with the name.");

    public static Failure Abandoned(string name) => new(
        "WEIR6518", $"The function '{name}' asked for the next event without answering this one.", "Its bootstrap must answer each event, or report an error.");

    /// <summary>For the log of the function, not for its caller: the first answer stands.</summary>
    public static Failure AnsweredAgain(string name) => new(
        "WEIR6519", $"The function '{name}' answered an event twice; the first answer stands.", "Its bootstrap must answer each event once.");

    public static Failure Unreadable(string name, string why) => new(
        "WEIR6523", $"The function '{name}' left files that cannot be taken: {why}", "Have it leave files that everybody may read, and nothing that still changes.");

    /// <summary>Whether an error says that the answer was too large, as the runtimes do themselves.</summary>
    public static bool IsTooLarge(ReadOnlyMemory<byte> error) => Read(error).Type == "Function.ResponseSizeTooLarge";

    /// <summary>An error's type and message.</summary>
    private static string Told(ReadOnlyMemory<byte> error)
    {
        var (type, message) = Read(error);
        var told = message.Length > LongestMessage ? message[..LongestMessage] + "…" : message;
        return type.Length == 0 ? told : told.Length == 0 ? type : $"{type}: {told}";
    }

    private static (string Type, string Message) Read(ReadOnlyMemory<byte> error)
    {
        try
        {
            using var json = JsonDocument.Parse(error);
            return (Text(json.RootElement, "errorType"), Text(json.RootElement, "errorMessage"));
        }
        catch (JsonException)
        {
            return ("", "it told an error that is not JSON");
        }
    }

    private static string Text(JsonElement error, string name) =>
        error.ValueKind == JsonValueKind.Object && error.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static string Seconds(TimeSpan span) => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.###} s");
}
