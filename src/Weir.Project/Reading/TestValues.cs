using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

using Weir.Project.Schema;
using Weir.Project.Yaml;
using Weir.Tables;

namespace Weir.Project.Reading;

/// <summary>Values that a test compares a column with: any text, number or truth, read as the column's type reads them.</summary>
internal sealed class TestValues : Shape<TestValue>
{
    private const NumberStyles Whole = NumberStyles.AllowLeadingSign;

    /// <summary>One value.</summary>
    public static TestValues Shape { get; } = new();

    /// <inheritdoc/>
    public override Description Describe => new("string", "a text, a number, true or false") { OtherTypes = ["number", "boolean"] };

    /// <inheritdoc/>
    public override bool TryRead(YamlNode node, ReadingContext reading, [MaybeNullWhen(false)] out TestValue value)
    {
        var scalar = node as YamlNode.Scalar;
        value = scalar is null or { IsNothing: true } ? null : new TestValue(scalar.Text, node);
        return value is not null || WrongType(node, reading);
    }

    /// <summary>Whether a text stands for a value of a type.</summary>
    public static bool Fits(ColumnType type, string text) => type.Kind switch
    {
        ColumnKind.Boolean => bool.TryParse(text, out _),
        ColumnKind.SmallInt => IsWhole(text, short.MinValue, short.MaxValue),
        ColumnKind.Integer => IsWhole(text, int.MinValue, int.MaxValue),
        ColumnKind.BigInt => IsWhole(text, long.MinValue, long.MaxValue),
        ColumnKind.HugeInt => IsWhole(text, (BigInteger)Int128.MinValue, (BigInteger)Int128.MaxValue),
        ColumnKind.Real or ColumnKind.Double => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
        ColumnKind.Decimal => IsDecimal(type, text),
        ColumnKind.Date => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        ColumnKind.Time => TimeOnly.TryParse(text, CultureInfo.InvariantCulture, out _),
        ColumnKind.Timestamp or ColumnKind.TimestampTz => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _),
        ColumnKind.Uuid => Guid.TryParse(text, out _),
        _ => true,
    };

    private static bool IsWhole(string text, BigInteger least, BigInteger greatest) =>
        text.Length < 50 && BigInteger.TryParse(text, Whole, CultureInfo.InvariantCulture, out var number) && number >= least && number <= greatest;

    private static bool IsDecimal(ColumnType type, string text)
    {
        var parts = text.TrimStart('-', '+').Split('.');
        return parts.Length <= 2
            && parts.All(part => part.All(char.IsAsciiDigit))
            && parts[0].Length > 0
            && parts[0].TrimStart('0').Length <= type.Precision - type.Scale;
    }
}
