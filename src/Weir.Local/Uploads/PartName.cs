using System.Globalization;
using System.Text;

namespace Weir.Local.Uploads;

/// <summary>The name of a part's file: <c>00007.1763720000000000.d41d…427e.4352…</c>.</summary>
/// <param name="Number">The part's number.</param>
/// <param name="Version">The greater of two parts with one number is the later.</param>
/// <param name="ETag">The MD5 of its content.</param>
/// <param name="Note">What was kept with it.</param>
internal readonly record struct PartName(int Number, long Version, string ETag, string? Note)
{
    public static string Unfinished(object version) => string.Create(CultureInfo.InvariantCulture, $"{version}.unfinished");

    public static PartName? Parse(string file) =>
        file.Split('.') is [{ Length: 5 } number, var version, { Length: 32 } etag, .. var rest]
        && rest.Length < 2
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed)
        && long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var written)
            ? new PartName(parsed, written, etag, rest is [var note] ? Encoding.UTF8.GetString(Convert.FromHexString(note)) : null)
            : null;

    public override string ToString()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{Number:D5}.{Version}.{ETag}");
        return Note is null ? name : $"{name}.{Convert.ToHexStringLower(Encoding.UTF8.GetBytes(Note))}";
    }
}
