using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;

namespace Weir.Engine.Secrets;

/// <summary>The forms in which programs write a value: as it is, line by line, in JSON, in URLs and in base64.</summary>
internal static class SecretForms
{
    private static readonly int[] LinesOfBase64 = [64, 76];

    /// <summary>All forms, some of them twice, some of them too short to be told from other text.</summary>
    public static IEnumerable<string> Of(string value)
    {
        // What a file or a shell gave often has a line end that programs take away.
        var trimmed = value.Trim();
        string[] wholes = trimmed == value ? [value] : [value, trimmed];
        foreach (var whole in wholes.Concat(LinesOf(value)))
        {
            yield return whole;
            foreach (var form in Escaped(whole))
            {
                yield return form;
            }
        }

        foreach (var form in wholes.Concat(LinesOf(value)).SelectMany(Base64))
        {
            yield return form;
        }
    }

    private static IEnumerable<string> LinesOf(string value)
    {
        var lines = value.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Length > 1 ? lines.Where(line => line.Length > Masks.Shortest) : [];
    }

    private static IEnumerable<string> Escaped(string value)
    {
        var json = Json(value);
        yield return json;

        // JSON within JSON.
        yield return Json(json);
        yield return Json(Ascii(json));
        yield return Ascii(json);
        yield return JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(value);
        yield return JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(value));
        yield return JavaScriptEncoder.Default.Encode(value);
        yield return json.Replace("/", "\\/", StringComparison.Ordinal);
        foreach (var url in (string[])[Uri.EscapeDataString(value), WebUtility.UrlEncode(value)])
        {
            yield return url;
            yield return WithSmallDigits(url);
            yield return url.Replace("%2F", "/", StringComparison.Ordinal);
        }
    }

    /// <summary>JSON that escapes no more than it must.</summary>
    private static string Json(string value)
    {
        var text = new StringBuilder();
        foreach (var letter in value)
        {
            _ = letter switch
            {
                '"' or '\\' => text.Append('\\').Append(letter),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}"),
                _ => text.Append(letter),
            };
        }

        return text.ToString();
    }

    /// <summary>JSON in which all that is not ASCII is escaped, as Python writes it.</summary>
    private static string Ascii(string json)
    {
        var text = new StringBuilder();
        foreach (var letter in json)
        {
            _ = char.IsAscii(letter) ? text.Append(letter) : text.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}");
        }

        return text.ToString();
    }

    private static string WithSmallDigits(string url)
    {
        var letters = url.ToCharArray();
        for (var at = 0; at + 2 < letters.Length; at++)
        {
            if (letters[at] == '%')
            {
                letters[at + 1] = char.ToLowerInvariant(letters[at + 1]);
                letters[at + 2] = char.ToLowerInvariant(letters[at + 2]);
                at += 2;
            }
        }

        return new string(letters);
    }

    /// <summary>What stands in base64 wherever the value begins within the bytes: all that hangs on it alone.</summary>
    private static IEnumerable<string> Base64(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        for (var before = 0; before < 3; before++)
        {
            var text = Convert.ToBase64String([.. new byte[before], .. bytes]).TrimEnd('=');

            // The first letters also tell of what stands before, the last one of what follows.
            var from = (before * 4 / 3) + (before == 0 ? 0 : 1);
            var to = (before + bytes.Length) * 8 / 6;
            if (to <= from)
            {
                continue;
            }

            foreach (var form in AsLines(text[from..to], isWhole: before == 0))
            {
                yield return form;
                yield return form.Replace('+', '-').Replace('/', '_');
            }
        }
    }

    private static IEnumerable<string> AsLines(string base64, bool isWhole)
    {
        yield return base64;
        if (!isWhole)
        {
            yield break;
        }

        foreach (var length in LinesOfBase64.Where(length => base64.Length > length))
        {
            for (var at = 0; at < base64.Length; at += length)
            {
                yield return base64[at..Math.Min(at + length, base64.Length)];
            }
        }
    }
}
