using Weir.Engine.Warehouses.Catalog;
using Weir.Tables;

namespace Weir.Server.Operations.Tables;

/// <summary>A table, as listings print it.</summary>
/// <param name="Table">Its name.</param>
/// <param name="Form"><c>table</c>, <c>parquet</c>, <c>view</c>, or <c>empty</c> when nothing was published yet.</param>
/// <param name="Declared">Whether the project declares it.</param>
/// <param name="Rows">Its rows; none for a view.</param>
/// <param name="Bytes">What they take on disk; none for a view, and for what is so new that it is not in the file yet.</param>
/// <param name="Loads">How many files were loaded, or were to be.</param>
/// <param name="Quarantined">How many rows were ever refused.</param>
/// <param name="FailingTests">How many of its tests failed when they were last run.</param>
/// <param name="LastLoadId">The newest load.</param>
/// <param name="LastLoadedAt">When it was published.</param>
/// <param name="LastStatus">How it ended.</param>
internal sealed record ListedTable(
    string Table,
    string Form,
    bool Declared,
    long? Rows,
    long? Bytes,
    long Loads,
    long Quarantined,
    int FailingTests,
    long? LastLoadId,
    DateTimeOffset? LastLoadedAt,
    string? LastStatus)
{
    /// <summary>What a declared table is of which nothing is known yet.</summary>
    public static ListedTable Empty(string table) => new(table, "empty", Declared: true, 0, null, 0, 0, 0, null, null, null);

    /// <param name="facts">What the warehouse says.</param>
    /// <param name="definition">What the project says; none when it does not declare it.</param>
    public static ListedTable Of(TableFacts facts, TableDefinition? definition) => new(
        facts.Name,
        facts.Form == TableForm.None ? "empty" : facts.Form.ToString().ToLowerInvariant(),
        definition is not null,
        facts.Form == TableForm.None ? 0 : facts.Rows,
        facts.Bytes,
        facts.Loads,
        facts.Quarantined,
        facts.FailingTests.Count(name => definition?.Tests.Any(test => test.Name == name) == true),
        facts.LastLoadId,
        facts.LastLoadedAt,
        facts.LastStatus);
}
