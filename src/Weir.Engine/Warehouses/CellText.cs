using System.Globalization;

namespace Weir.Engine.Warehouses;

/// <summary>Values as text, the same whatever the machine's language: times in ISO 8601, fractions only where there are some.</summary>
internal static class CellText
{
    public static string Of(object value) => value switch
    {
        string text => text,
        DateTimeOffset instant => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture),
        DateTime { Kind: DateTimeKind.Utc } instant => Of(new DateTimeOffset(instant)),
        DateTime time => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        bool truth => truth ? "true" : "false",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
