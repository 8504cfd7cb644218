using System.Text;

using Weir.Engine.Functions;

namespace Weir.Functions.Workers;

/// <summary>What a worker is given.</summary>
/// <param name="RequestId">Names the invocation.</param>
/// <param name="Payload">The event, in JSON.</param>
/// <param name="ClientContext">What the caller tells beside the event, in JSON of ASCII alone; none when it tells nothing.</param>
/// <param name="Variables">Environment variables that its worker is to have beside those of the function.</param>
internal sealed record WorkerCall(string RequestId, ReadOnlyMemory<byte> Payload, string? ClientContext, IReadOnlyDictionary<string, string> Variables)
{
    /// <summary>Tells workers with other variables apart.</summary>
    public string Kind { get; } = KindOf(Variables);

    /// <summary>What the call belongs to, as W3C's <c>traceparent</c>. None by default.</summary>
    public string? Trace { get; init; }

    /// <summary>Takes what it writes while it is at it. None by default.</summary>
    public LiveOutput? Live { get; init; }

    private static string KindOf(IReadOnlyDictionary<string, string> variables)
    {
        if (variables.Count == 0)
        {
            return "";
        }

        var kind = new StringBuilder();
        foreach (var (name, value) in variables.OrderBy(variable => variable.Key, StringComparer.Ordinal))
        {
            // No variable has a NUL in it.
            kind.Append(name).Append('=').Append(value).Append('\0');
        }

        return kind.ToString();
    }
}
