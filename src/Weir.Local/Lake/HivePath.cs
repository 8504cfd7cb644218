using System.Globalization;
using System.Text;

namespace Weir.Local.Lake;

/// <summary>Folders called after the values of their rows, as Hive calls them: <c>year=2026/region=a%2Fb</c>.</summary>
internal static class HivePath
{
    /// <summary>Stands where there is no value.</summary>
    public const string Nothing = "__HIVE_DEFAULT_PARTITION__";

    /// <summary>The same folders as DuckDB calls them, which escapes more than Hive does.</summary>
    public static string OfDuckDb(string path) => string.Join('/', path.Split('/').Select(segment =>
    {
        var (name, value) = segment.Split('=', 2) is [var left, var right] ? (left, right) : (segment, "");
        return $"{name}={Escape(Uri.UnescapeDataString(value))}";
    }));

    /// <summary>A value as it stands in a path.</summary>
    public static string Escape(string value)
    {
        var escaped = new StringBuilder(value.Length);
        foreach (var character in value)
        {
            if (character is < ' ' or '\x7f' or '"' or '#' or '%' or '\'' or '*' or '/' or ':' or '=' or '?' or '\\' or '{' or '[' or ']' or '^')
            {
                escaped.Append(CultureInfo.InvariantCulture, $"%{(int)character:X2}");
            }
            else
            {
                escaped.Append(character);
            }
        }

        return escaped.ToString();
    }
}
