using System.Globalization;
using System.Text;

namespace Weir.Tests.Engine.Steps;

/// <summary>Writes tars block by block, also such as no library writes.</summary>
internal sealed class RawTar
{
    private readonly List<byte> _bytes = [];

    public static byte[] End { get; } = new byte[1024];

    /// <summary>Adds a header with a true checksum, and content.</summary>
    /// <param name="name">The name.</param>
    /// <param name="content">What follows the header.</param>
    /// <param name="kind">The type letter.</param>
    /// <param name="size">The size field, when it is not the content's length.</param>
    /// <param name="prefix">The prefix field.</param>
    /// <param name="magic">What kind of tar it is: POSIX by default.</param>
    public RawTar Add(byte[] name, byte[] content, char kind = '0', string? size = null, string prefix = "", string magic = "ustar\0" + "00")
    {
        var header = new byte[512];
        name.CopyTo(header, 0);
        Put(header, 100, "0000644\0");
        Put(header, 124, size ?? Convert.ToString(content.Length, 8).PadLeft(11, '0'));
        header[156] = (byte)kind;
        Put(header, 257, magic);
        Put(header, 345, prefix);
        Put(header, 148, "        ");
        var sum = header.Sum(b => (int)b);
        Put(header, 148, Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ");
        _bytes.AddRange(header);
        _bytes.AddRange(content);
        _bytes.AddRange(new byte[(512 - (content.Length % 512)) % 512]);
        return this;
    }

    public RawTar Add(string name, string content = "content", char kind = '0', string? size = null, string prefix = "", string magic = "ustar\0" + "00") =>
        Add(Encoding.UTF8.GetBytes(name), Encoding.UTF8.GetBytes(content), kind, size, prefix, magic);

    /// <summary>Adds an extended header.</summary>
    public RawTar AddPax(string key, string value, char kind = 'x') => Add("pax", Record(key, value), kind);

    public byte[] ToArray() => [.. _bytes, .. End];

    private static string Record(string key, string value)
    {
        var rest = $" {key}={value}\n";
        var length = Encoding.UTF8.GetByteCount(rest);
        var digits = length.ToString(CultureInfo.InvariantCulture).Length;
        digits = (length + digits).ToString(CultureInfo.InvariantCulture).Length;
        return (length + digits).ToString(CultureInfo.InvariantCulture) + rest;
    }

    private static void Put(byte[] header, int at, string text) => Encoding.Latin1.GetBytes(text).CopyTo(header, at);
}
