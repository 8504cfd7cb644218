using Weir.Runs;

namespace Weir.Server.Operations;

/// <summary>Which runs are looked for.</summary>
internal sealed record RunFilter
{
    /// <summary>Every state, as runs are listed with it.</summary>
    public static IReadOnlyList<string> States { get; } = [.. Enum.GetNames<RunState>().Select(name => name.ToLowerInvariant())];

    /// <summary>Only of this pipeline.</summary>
    public string? Pipeline { get; init; }

    /// <summary>Only in this state.</summary>
    public string? State { get; init; }

    /// <summary>Only those that started then or later.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Only those that started before.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Only those with this text, in any case, in id, pipeline, failed step, error, or the key of their object.</summary>
    public string? Text { get; init; }

    /// <summary>Only of these tenants; of all, and of none, when null.</summary>
    public IReadOnlyList<string>? Tenants { get; init; }
}
