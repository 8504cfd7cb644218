using System.Globalization;
using System.Text;

namespace Weir.Tests.Engine.Loads.Json;

/// <summary>Writes JSON documents by chance: few names, so that paths often hit; every kind of value, spacing and escape.</summary>
internal sealed class RandomJson(Random random)
{
    private static readonly string[] Names = ["a", "b", "c", "A", "a.b", "é", "É", "", "a long name of more than eight bytes", "\\u0061", "b\\\""];
    private static readonly string[] Spaces = ["", "", "", " ", "\t", "  "];
    private static readonly string[] Strings =
        ["", "x", "text", "\\n\\\\\\/", "\\u00e9\\ud83d\\ude00", "é😀", "{[,:\\\"]}", "a text that is longer than thirty-two bytes, to be sure"];

    private static readonly string[] Numbers = ["0", "-1", "42", "3.5", "1e5", "-0.0", "1E-7", "123456789012345678901234567890"];

    /// <summary>Whether line breaks may stand between tokens.</summary>
    public bool HasLineBreaks { get; init; }

    public string Value(int depth)
    {
        var kind = random.Next(depth > 0 ? 9 : 6);
        return kind switch
        {
            0 => "null",
            1 => "true",
            2 => "false",
            3 => Numbers[random.Next(Numbers.Length)],
            4 or 5 => $"\"{Strings[random.Next(Strings.Length)]}\"",
            6 => Array(depth - 1),
            _ => Object(depth - 1),
        };
    }

    public string Object(int depth)
    {
        var members = Enumerable.Range(0, random.Next(5))
            .Select(_ => $"{Space()}\"{Names[random.Next(Names.Length)]}\"{Space()}:{Space()}{Value(depth)}{Space()}");
        return $"{{{string.Join(',', members)}{Space()}}}";
    }

    /// <summary>Damages a text at some places.</summary>
    public byte[] Damage(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var times = random.Next(4); times > 0 && bytes.Length > 0; times--)
        {
            bytes[random.Next(bytes.Length)] = random.Next(4) switch
            {
                0 => (byte)random.Next(256),
                1 => (byte)"{}[]:,\"\\"[random.Next(8)],
                2 => (byte)'\n',
                _ => (byte)('0' + random.Next(10)),
            };
        }

        return bytes;
    }

    /// <summary>A number as JSON writes it, or nearly so.</summary>
    public string Number()
    {
        var digits = new StringBuilder(random.Next(3) == 0 ? "-" : "");
        digits.Append(Digits(random.Next(1, 22)));
        digits.Append(random.Next(2) == 0 ? "" : "." + Digits(random.Next(1, 12)));
        digits.Append(random.Next(3) == 0 ? string.Create(CultureInfo.InvariantCulture, $"e{random.Next(-30, 30)}") : "");
        return digits.ToString();
    }

    private string Array(int depth) =>
        $"[{string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => Space() + Value(depth) + Space()))}{Space()}]";

    private string Digits(int count) =>
        string.Concat(Enumerable.Range(0, count).Select(_ => random.Next(3) == 0 ? '0' : (char)('0' + random.Next(10))));

    private string Space() => HasLineBreaks && random.Next(6) == 0 ? "\r\n" : Spaces[random.Next(Spaces.Length)];
}
