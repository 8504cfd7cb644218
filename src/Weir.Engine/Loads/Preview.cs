using Weir.Engine.Warehouses;
using Weir.Loads;

namespace Weir.Engine.Loads;

/// <summary>What loading files would do.</summary>
/// <param name="Records">What would become of each file.</param>
/// <param name="Diffs">How the rows of the table, and of its child tables, would differ.</param>
internal sealed record Preview(IReadOnlyList<LoadRecord> Records, IReadOnlyList<RowDiff> Diffs);
