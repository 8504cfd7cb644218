using Weir.Checks;
using Weir.Project.Yaml;

namespace Weir.Project.Reading;

/// <summary>Tests as one item of a list declares them, before they are held against the table.</summary>
/// <param name="Tests">The tests: one for each column where an item names several.</param>
/// <param name="Node">The item.</param>
internal sealed record TestDraft(IReadOnlyList<TestDefinition> Tests, YamlNode Node)
{
    /// <summary>The columns that they name.</summary>
    public IReadOnlyList<TestValue> Columns { get; init; } = [];

    /// <summary>What the only column is compared with.</summary>
    public IReadOnlyList<TestValue> Values { get; init; } = [];

    /// <summary>Whether the only column must be one of dates or timestamps.</summary>
    public bool NeedsTime { get; init; }
}
