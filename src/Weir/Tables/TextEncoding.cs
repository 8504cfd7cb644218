namespace Weir.Tables;

/// <summary>How the characters of a text file are written.</summary>
public enum TextEncoding
{
    /// <summary>UTF-8, with or without its byte order mark.</summary>
    Utf8,

    /// <summary>UTF-16 in the order that its byte order mark says; little endian without one.</summary>
    Utf16,

    /// <summary>UTF-16, the low byte first.</summary>
    Utf16LittleEndian,

    /// <summary>UTF-16, the high byte first.</summary>
    Utf16BigEndian,

    /// <summary>ISO 8859-1: a byte is a character.</summary>
    Latin1,

    /// <summary>The code page of Western Windows.</summary>
    Windows1252,
}
