using System.Globalization;

namespace Weir.Local.Reconciliations;

/// <summary>The SQL for numbers that count as the same when they are no farther apart than a tolerance.</summary>
/// <param name="type">The type of both.</param>
/// <param name="tolerance">How far they may be apart.</param>
internal sealed class ToleratedNumbers(string type, decimal tolerance)
{
    /// <summary>Whole numbers whose difference their own type may not hold.</summary>
    private static readonly HashSet<string> Widened =
        ["TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"];

    /// <summary>
    /// What a value is hashed by: the half tolerance that it lies in, so that values farther apart than the tolerance are never hashed
    /// alike; those that lie near each other on two sides of a border are compared. Of numbers so large that floating point does not tell
    /// halves of the tolerance apart, the value itself.
    /// </summary>
    /// <param name="value">The value, of the type.</param>
    public IEnumerable<string> Hashed(string value)
    {
        var (half, isNear) = (Number(tolerance / 2), $"abs({value}::DOUBLE) <= {Number(tolerance / 2)}::DOUBLE * {1L << 50}");
        return [$"CASE WHEN {isNear} THEN floor({value}::DOUBLE / {half}::DOUBLE) END", $"CASE WHEN {isNear} THEN NULL ELSE {value} END"];
    }

    /// <summary>
    /// Whether two values differ. A difference that the type cannot hold is one; of floating point numbers, what their last digits are
    /// inexact by is none: 20.00 and 20.01 are 0.01 apart.
    /// </summary>
    public string Differ(string one, string other)
    {
        var (a, b) = Widened.Contains(type) ? ($"{one}::HUGEINT", $"{other}::HUGEINT") : (one, other);
        var inexact = type switch
        {
            "DOUBLE" => $" + 3e-16 * (abs({one}) + abs({other}))",
            "FLOAT" => $" + 2e-7 * (abs({one}) + abs({other}))",
            _ => "",
        };
        var isEndless = inexact.Length == 0 ? "" : $"NOT isfinite({one}) OR NOT isfinite({other}) OR ";
        return $"({one} IS DISTINCT FROM {other} AND ({one} IS NULL OR {other} IS NULL "
            + $"OR {isEndless}coalesce(TRY(greatest({a}, {b}) - least({a}, {b}) > {Number(tolerance)}{inexact}), true)))";
    }

    private static string Number(decimal number) => number.ToString(CultureInfo.InvariantCulture);
}
