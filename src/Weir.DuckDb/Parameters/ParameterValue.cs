using System.Buffers.Binary;
using System.Collections;
using System.Numerics;
using Weir.DuckDb.Native;

namespace Weir.DuckDb.Parameters;

/// <summary>Makes DuckDB's value of a parameter's.</summary>
internal static unsafe class ParameterValue
{
    private static readonly int EpochDay = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    /// <exception cref="NotSupportedException">The value is of a type that has no counterpart.</exception>
    public static ValueHandle Create(object? value) => value switch
    {
        null or DBNull => NativeValues.Null(),
        bool v => NativeValues.Create(v),
        sbyte v => NativeValues.Create(v),
        byte v => NativeValues.Create(v),
        short v => NativeValues.Create(v),
        ushort v => NativeValues.Create(v),
        int v => NativeValues.Create(v),
        uint v => NativeValues.Create(v),
        long v => NativeValues.Create(v),
        ulong v => NativeValues.Create(v),
        Int128 v => NativeValues.HugeInt(NativeWide.Of(v)),
        UInt128 v => NativeValues.UHugeInt(NativeWide.Of(v)),
        BigInteger v => BigNumber(v),
        float v => NativeValues.Create(v),
        double v => NativeValues.Create(v),
        decimal v => Decimal(v),
        DuckDbDecimal v => NativeValues.Decimal(new(38, v.Scale, NativeWide.Of(v.Unscaled))),
        string v => Text(v),
        char v => Text(v.ToString()),
        byte[] v => Blob(v),
        DateTime v => NativeValues.Timestamp(Microseconds(v)),
        DateTimeOffset v => NativeValues.TimestampTz(Microseconds(v.UtcDateTime)),
        DateOnly v => NativeValues.Date(v.DayNumber - EpochDay),
        TimeOnly v => NativeValues.Time(v.Ticks / TimeSpan.TicksPerMicrosecond),
        TimeSpan v => NativeValues.Interval(new(0, 0, v.Ticks / TimeSpan.TicksPerMicrosecond)),
        DuckDbInterval v => NativeValues.Interval(v),
        Guid v => Uuid(v),
        IEnumerable v => ParameterList.Create(v, Create),
        _ => throw new NotSupportedException($"A parameter cannot be of type {value.GetType()}; pass it as text or as a number."),
    };

    private static long Microseconds(DateTime time) =>
        (long)Math.Floor((time.Ticks - DateTime.UnixEpoch.Ticks) / (decimal)TimeSpan.TicksPerMicrosecond);

    private static ValueHandle Text(string text)
    {
        var bytes = NativeText.Strict.GetBytes(text);
        fixed (byte* first = bytes)
        {
            byte none;
            return NativeValues.Varchar(first is null ? &none : first, (ulong)bytes.Length);
        }
    }

    private static ValueHandle Blob(byte[] bytes)
    {
        fixed (byte* first = bytes)
        {
            byte none;
            return NativeValues.Blob(first is null ? &none : first, (ulong)bytes.Length);
        }
    }

    private static ValueHandle Uuid(Guid guid)
    {
        Span<byte> bytes = stackalloc byte[16];
        guid.TryWriteBytes(bytes, bigEndian: true, out _);
        return NativeValues.Uuid(NativeWide.Of(BinaryPrimitives.ReadUInt128BigEndian(bytes)));
    }

    private static ValueHandle Decimal(decimal number)
    {
        var (unscaled, scale) = Parts(number);
        var digits = BigInteger.Abs(unscaled).ToString(System.Globalization.CultureInfo.InvariantCulture).Length;
        return NativeValues.Decimal(new((byte)Math.Max(digits, scale), scale, NativeWide.Of(unscaled)));
    }

    private static (Int128 Unscaled, byte Scale) Parts(decimal number)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(number, bits);
        // The 96 bits stand in three signed words whose signs mean nothing.
        var magnitude = unchecked(((Int128)(uint)bits[2] << 64) | ((Int128)(uint)bits[1] << 32) | (uint)bits[0]);
        return (bits[3] < 0 ? -magnitude : magnitude, number.Scale);
    }

    private static ValueHandle BigNumber(BigInteger number)
    {
        if (number >= Int128.MinValue && number <= Int128.MaxValue)
        {
            return NativeValues.HugeInt(NativeWide.Of((Int128)number));
        }

        var magnitude = BigInteger.Abs(number).ToByteArray(isUnsigned: true, isBigEndian: true);
        fixed (byte* first = magnitude)
        {
            return NativeValues.BigNum(new(first, (ulong)magnitude.Length, number.Sign < 0));
        }
    }
}
