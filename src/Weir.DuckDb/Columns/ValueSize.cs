using System.Globalization;

namespace Weir.DuckDb.Columns;

/// <summary>How large one value may be that becomes an object of this process: DuckDB makes values of gigabytes, and takes them as they come.</summary>
internal static class ValueSize
{
    /// <summary>Bytes of a string, blob or number.</summary>
    public const int MostBytes = 128 << 20;

    /// <summary>Elements of a list, or entries of a map.</summary>
    public const int MostElements = 4 << 20;

    /// <exception cref="DuckDbException">A value is larger.</exception>
    public static void CheckBytes(uint length)
    {
        if (length > MostBytes)
        {
            throw TooLarge($"a value of {Text(length)} bytes, and takes at most {Text(MostBytes)}. substring takes a part of it");
        }
    }

    /// <exception cref="DuckDbException">A list is longer.</exception>
    public static int CheckElements(ulong length) => length <= MostElements
        ? (int)length
        : throw TooLarge($"a list of {Text(length)} elements, and takes at most {Text(MostElements)}. unnest makes rows of it");

    private static DuckDbException TooLarge(string what) => new($"Whoever reads is given {what}.", DuckDbErrorKind.ObjectSize);

    private static string Text(ulong number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
