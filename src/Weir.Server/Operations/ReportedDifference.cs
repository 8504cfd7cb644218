using Weir.Reconciliations;

namespace Weir.Server.Operations;

/// <summary>A key that differs. Key, source and target are JSON objects as texts.</summary>
internal sealed record ReportedDifference(string Key, string Difference, IReadOnlyList<string> Columns, string? Source, string? Target)
{
    public static ReportedDifference Of(RowDifference difference) => new(
        difference.Key, DifferenceKinds.WordOf(difference.Kind), difference.Columns, difference.Source, difference.Target);
}
