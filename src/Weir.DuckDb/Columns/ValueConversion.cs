using System.Globalization;
using System.Numerics;

namespace Weir.DuckDb.Columns;

/// <summary>Turns a value as a column gives it into the type a caller asks for, without ever losing a part of it.</summary>
internal static class ValueConversion
{
    /// <exception cref="InvalidCastException">There is no such conversion.</exception>
    /// <exception cref="OverflowException">The number does not fit.</exception>
    public static object To(object value, Type target)
    {
        var type = Nullable.GetUnderlyingType(target) ?? target;
        return type.IsInstanceOfType(value) ? value : Converted(value, type) ?? throw new InvalidCastException(
            $"A value of type {value.GetType()} cannot be read as {target}.");
    }

    private static object? Converted(object value, Type type) => (value, type) switch
    {
        (DuckDbDecimal number, _) when type == typeof(decimal) => number.ToDecimal(),
        (DuckDbDecimal number, _) when type == typeof(string) => number.ToString(),
        (Int128 number, _) => FromBig(number, type),
        (UInt128 number, _) => FromBig(number, type),
        (BigInteger number, _) => FromBig(number, type),
        (DateOnly date, _) when type == typeof(DateTime) => date.ToDateTime(TimeOnly.MinValue),
        (DateTime time, _) when type == typeof(DateTimeOffset) => new DateTimeOffset(time, TimeSpan.Zero),
        (DateTime time, _) when type == typeof(DateOnly) && time.TimeOfDay == TimeSpan.Zero => DateOnly.FromDateTime(time),
        (DateTimeOffset time, _) when type == typeof(DateTime) => time.UtcDateTime,
        (TimeOnly time, _) when type == typeof(TimeSpan) => time.ToTimeSpan(),
        (DuckDbInterval interval, _) when type == typeof(TimeSpan) => interval.ToTimeSpan(),
        (byte[] bytes, _) when type == typeof(Stream) => new MemoryStream(bytes, writable: false),
        (string text, _) when type == typeof(TextReader) => new StringReader(text),
        (string { Length: 1 } text, _) when type == typeof(char) => text[0],
        (object?[] list, _) when type.IsArray => Array(list, type.GetElementType()!),
        (bool or string, _) => null,
        (IConvertible number, _) when IsNumber(type) => Number(number, type),
        _ => null,
    };

    private static Array Array(object?[] list, Type element)
    {
        var array = System.Array.CreateInstance(element, list.Length);
        for (var i = 0; i < list.Length; i++)
        {
            array.SetValue(list[i] is { } value ? To(value, element) : Null(element), i);
        }

        return array;
    }

    private static object? Null(Type element) =>
        element.IsValueType && Nullable.GetUnderlyingType(element) is null
            ? throw new InvalidCastException($"The list holds a NULL, which a {element} cannot be; read it as {element}?[].")
            : null;

    private static object? Number(IConvertible number, Type type)
    {
        // Convert rounds a fraction away without a word; a reader must not.
        if (number is float or double or decimal && type != typeof(float) && type != typeof(double) && type != typeof(decimal))
        {
            return null;
        }

        return type == typeof(Int128) ? (Int128)Convert.ToDecimal(number, CultureInfo.InvariantCulture)
            : type == typeof(UInt128) ? checked((UInt128)Convert.ToDecimal(number, CultureInfo.InvariantCulture))
            : type == typeof(BigInteger) ? (BigInteger)Convert.ToDecimal(number, CultureInfo.InvariantCulture)
            : Convert.ChangeType(number, type, CultureInfo.InvariantCulture);
    }

    private static object? FromBig(BigInteger number, Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.SByte => (sbyte)number,
        TypeCode.Byte => (byte)number,
        TypeCode.Int16 => (short)number,
        TypeCode.UInt16 => (ushort)number,
        TypeCode.Int32 => (int)number,
        TypeCode.UInt32 => (uint)number,
        TypeCode.Int64 => (long)number,
        TypeCode.UInt64 => (ulong)number,
        TypeCode.Single => (float)number,
        TypeCode.Double => (double)number,
        TypeCode.Decimal => (decimal)number,
        _ when type == typeof(Int128) => (Int128)number,
        _ when type == typeof(UInt128) => (UInt128)number,
        _ when type == typeof(BigInteger) => number,
        _ => null,
    };

    private static bool IsNumber(Type type) =>
        Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.Decimal
        || type == typeof(Int128) || type == typeof(UInt128) || type == typeof(BigInteger);
}
