using Weir.Reconciliations;

namespace Weir.Server.Operations;

/// <summary>A key that differs. Key, source and target are JSON objects as texts.</summary>
/// <param name="Key">The key, as a JSON object.</param>
/// <param name="Difference">What is different: <c>missing_in_target</c>, <c>missing_in_source</c>, <c>differs</c> or <c>duplicate</c>.</param>
/// <param name="Columns">The columns whose values differ.</param>
/// <param name="Source">The row of the source, as a JSON object; none when there is none.</param>
/// <param name="Target">The row of the target, as a JSON object; none when there is none.</param>
internal sealed record ReportedDifference(string Key, string Difference, IReadOnlyList<string> Columns, string? Source, string? Target)
{
    public static ReportedDifference Of(RowDifference difference) => new(
        difference.Key, DifferenceKinds.WordOf(difference.Kind), difference.Columns, difference.Source, difference.Target);
}
