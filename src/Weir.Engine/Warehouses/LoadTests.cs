using Weir.Checks;
using Weir.Tables;

namespace Weir.Engine.Warehouses;

/// <summary>What staged rows are tested by.</summary>
/// <param name="Table">The table and its tests.</param>
/// <param name="Broken">Tests that could not be run, and why: they are recorded so and left out.</param>
internal sealed record LoadTests(TableDefinition Table, IReadOnlyDictionary<TestDefinition, string> Broken);
