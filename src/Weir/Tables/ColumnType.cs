using System.Globalization;

namespace Weir.Tables;

/// <summary>The type of a column.</summary>
/// <param name="Kind">Which type.</param>
/// <param name="Precision">Digits of a decimal, 1 to 38; 0 for every other kind.</param>
/// <param name="Scale">Digits after a decimal's point, 0 to its precision; 0 for every other kind.</param>
public readonly record struct ColumnType(ColumnKind Kind, byte Precision = 0, byte Scale = 0)
{
    private static readonly Dictionary<string, ColumnKind> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["boolean"] = ColumnKind.Boolean,
        ["bool"] = ColumnKind.Boolean,
        ["smallint"] = ColumnKind.SmallInt,
        ["integer"] = ColumnKind.Integer,
        ["int"] = ColumnKind.Integer,
        ["bigint"] = ColumnKind.BigInt,
        ["hugeint"] = ColumnKind.HugeInt,
        ["real"] = ColumnKind.Real,
        ["float"] = ColumnKind.Real,
        ["double"] = ColumnKind.Double,
        ["varchar"] = ColumnKind.Varchar,
        ["text"] = ColumnKind.Varchar,
        ["string"] = ColumnKind.Varchar,
        ["date"] = ColumnKind.Date,
        ["time"] = ColumnKind.Time,
        ["timestamp"] = ColumnKind.Timestamp,
        ["timestamptz"] = ColumnKind.TimestampTz,
        ["uuid"] = ColumnKind.Uuid,
        ["json"] = ColumnKind.Json,
    };

    /// <summary>The names a project file may use, besides <c>decimal(precision,scale)</c>.</summary>
    public static IReadOnlyCollection<string> KnownNames => Names.Keys;

    /// <summary>Reads a type's name, such as <c>bigint</c> or <c>decimal(18,2)</c>; case does not matter.</summary>
    /// <param name="text">The name.</param>
    /// <param name="type">The type, when it is one.</param>
    public static bool TryParse(string text, out ColumnType type)
    {
        ArgumentNullException.ThrowIfNull(text);
        type = default;
        var name = text.Trim();
        if (Names.TryGetValue(name, out var kind))
        {
            type = new ColumnType(kind);
            return true;
        }

        var open = name.IndexOf('(', StringComparison.Ordinal);
        var word = (open < 0 ? name : name[..open]).TrimEnd();
        if (!word.Equals("decimal", StringComparison.OrdinalIgnoreCase) && !word.Equals("numeric", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        if (open < 0)
        {
            type = new ColumnType(ColumnKind.Decimal, 18, 3);
            return true;
        }

        var digits = name.EndsWith(')') ? name[(open + 1)..^1].Split(',') : [];
        if (digits.Length is not (1 or 2)
            || !byte.TryParse(digits[0].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var precision)
            || precision is 0 or > 38)
        {
            return false;
        }

        byte scale = 0;
        if (digits.Length == 2
            && (!byte.TryParse(digits[1].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out scale) || scale > precision))
        {
            return false;
        }

        type = new ColumnType(ColumnKind.Decimal, precision, scale);
        return true;
    }

    /// <summary>The type's SQL name.</summary>
    public override string ToString() => Kind == ColumnKind.Decimal
        ? string.Create(CultureInfo.InvariantCulture, $"decimal({Precision},{Scale})")
        : Kind.ToString().ToLowerInvariant();
}
