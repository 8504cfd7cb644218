using System.Globalization;

using Weir.Server.S3.Errors;

namespace Weir.Server.S3.Objects;

/// <summary>A part of a content that was asked for.</summary>
/// <param name="First">Its first byte.</param>
/// <param name="Length">Its length.</param>
internal readonly record struct ByteRange(long First, long Length)
{
    /// <summary>Reads a Range header. Several ranges, or what is none, mean the whole content, as in S3.</summary>
    /// <param name="header">Such as <c>bytes=0-99</c>, <c>bytes=100-</c> or <c>bytes=-10</c>.</param>
    /// <param name="size">The content's length.</param>
    /// <exception cref="S3Exception">InvalidRange: nothing of the content is in it.</exception>
    public static ByteRange? Parse(string? header, long size)
    {
        if (header?.StartsWith("bytes=", StringComparison.OrdinalIgnoreCase) != true
            || header["bytes=".Length..].Split('-', StringSplitOptions.TrimEntries) is not [var from, var to]
            || (!TryNumber(from, out var first) && from.Length > 0)
            || (!TryNumber(to, out var last) && to.Length > 0)
            || from.Length + to.Length == 0)
        {
            return null;
        }

        if (from.Length == 0)
        {
            var length = Math.Min(TryNumber(to, out var count) ? count : 0, size);
            return length > 0 ? new ByteRange(size - length, length) : throw Outside(header, size);
        }

        if (to.Length > 0 && last < first)
        {
            return null;
        }

        return first < size
            ? new ByteRange(first, (to.Length == 0 ? size - 1 : Math.Min(last, size - 1)) - first + 1)
            : throw Outside(header, size);
    }

    /// <summary>Reads the range of a copy, which has both ends, within the source: a copy that is shorter than asked for would go unseen.</summary>
    /// <param name="name">The header.</param>
    /// <param name="header">What it says, such as <c>bytes=0-99</c>.</param>
    /// <param name="size">The source's length.</param>
    /// <exception cref="S3Exception">InvalidArgument: it is no such range.</exception>
    public static ByteRange ParseCopied(string name, string header, long size)
    {
        if (!header.StartsWith("bytes=", StringComparison.OrdinalIgnoreCase)
            || header["bytes=".Length..].Split('-') is not [var from, var to]
            || !TryNumber(from, out var first)
            || !TryNumber(to, out var last)
            || last < first)
        {
            throw S3Errors.InvalidArgument(
                name, header, $"The {name} value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy");
        }

        return last < size
            ? new ByteRange(first, last - first + 1)
            : throw S3Errors.InvalidArgument(name, header, string.Create(CultureInfo.InvariantCulture, $"Range specified is not valid for source object of size: {size}"));
    }

    /// <summary>Such as <c>bytes 0-99/1000</c>.</summary>
    public string ContentRange(long size) => string.Create(CultureInfo.InvariantCulture, $"bytes {First}-{First + Length - 1}/{size}");

    private static bool TryNumber(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static S3Exception Outside(string header, long size) => new(416, "InvalidRange", "The requested range is not satisfiable")
    {
        Details = [("RangeRequested", header), ("ActualObjectSize", size.ToString(CultureInfo.InvariantCulture))],
    };
}
