using Weir.Engine.Warehouses.Catalog;

namespace Weir.Server.Operations.Reconciliations;

/// <summary>A reconciliation, as listings print it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Source">Where the rows come from.</param>
/// <param name="Target">Where they are to be.</param>
/// <param name="Key">The columns that tell rows apart.</param>
/// <param name="Compare">The other columns that must be the same.</param>
/// <param name="Watermark">The column that grows with time; none when all is compared each time.</param>
/// <param name="Schedule">When it is made by itself; none when only on demand.</param>
/// <param name="Declared">Whether the project still declares it.</param>
/// <param name="Last">What it found last; none when it was never made.</param>
internal sealed record ListedReconciliation(
    string Name,
    string Source,
    string Target,
    IReadOnlyList<string> Key,
    IReadOnlyList<string> Compare,
    string? Watermark,
    string? Schedule,
    bool Declared,
    KeptReconciliation? Last);
