using Weir.Checks;
using Weir.Tables;

namespace Weir.Engine.Warehouses;

/// <summary>Tests the rows that stand in tables.</summary>
/// <remarks>
/// Implementations promise: nothing is changed but the records of what was found; all tests but those that are queries see one
/// state of all tables, and so do queries until one of them cannot be run; the same rows and the same size give the same sample.
/// </remarks>
internal interface ITableTester
{
    /// <summary>Runs every test of some tables, and records what was found.</summary>
    /// <param name="tables">The tables, each with at least one test.</param>
    /// <param name="sample">How many rows of each are looked at by tests of rows; all of them when null.</param>
    /// <param name="cancellationToken">Ends it; nothing is recorded then.</param>
    /// <returns>What each test said, in the order of the tables and of their tests.</returns>
    /// <exception cref="Weir.Failures.RefusedException">WEIR6012: nothing has been loaded into any of the tables.</exception>
    /// <exception cref="Weir.Failures.UnavailableException">WEIR6001: the warehouse is unavailable.</exception>
    Task<IReadOnlyList<TestResult>> TestAsync(IReadOnlyList<TableDefinition> tables, long? sample, CancellationToken cancellationToken);

    /// <summary>Records what tests found of rows that are not in any table.</summary>
    Task RecordAsync(IReadOnlyList<TestResult> results, CancellationToken cancellationToken);
}
