using Weir.Templates;

namespace Weir.Pipelines;

/// <summary>Has a step done once for each combination of values.</summary>
/// <param name="Matrix">The names that vary and their values, in order. At least one.</param>
public sealed record StrategyDefinition(IReadOnlyList<KeyValuePair<string, ValueTemplate>> Matrix)
{
    /// <summary>Combinations that are left out: each has these values among its own. None by default.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Exclude { get; init; } = [];

    /// <summary>Combinations beside those of the matrix. None by default.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Include { get; init; } = [];

    /// <summary>How many are done at a time. All of them by default, as far as the machine goes.</summary>
    public int MaxParallel { get; init; } = 64;

    /// <summary>Whether none is begun any more once one has failed. So by default.</summary>
    public bool FailFast { get; init; } = true;
}
