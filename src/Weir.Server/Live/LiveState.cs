using System.Globalization;
using System.Text;

namespace Weir.Server.Live;

/// <summary>How often there was news of each topic, when it was last told.</summary>
/// <param name="Instance">The feed that tells it: numbers of another one mean nothing.</param>
/// <param name="Versions">Of each topic.</param>
internal sealed record LiveState(string Instance, long[] Versions)
{
    private readonly TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when there is another one.</summary>
    public Task Next => _next.Task;

    /// <summary>What it is for somebody who is interested in some topics: as long as it stays the same, so do they.</summary>
    public string Of(IReadOnlyList<int> topics)
    {
        var text = new StringBuilder(Instance);
        foreach (var topic in topics)
        {
            text.Append(CultureInfo.InvariantCulture, $" {Versions[topic]}");
        }

        return text.ToString();
    }

    public void Pass() => _next.TrySetResult();
}
