using System.IO.Compression;
using System.Text;

namespace Weir.Tests.Reliability;

/// <summary>Files that mean harm, or were written by broken programs, and what becomes of each.</summary>
internal static class HostileContents
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("WEIR_LONG_TESTS") == "1";
    private static readonly int LongLine = IsLong ? 100 << 20 : 20 << 20;

    /// <summary>CSV, and how many rows load and are refused with the columns id and text declared, and without any.</summary>
    public static IReadOnlyList<HostileFile> Csv =>
    [
        new HostileFile("empty", "").Gives("0+0"),
        new HostileFile("blank lines", "\r\n\n\r\n").Gives("0+0"),
        new HostileFile("header alone", "id,text").Gives("0+0"),
        new HostileFile("header and break", "id,text\r\n").Gives("0+0"),
        new HostileFile("mark and rows", [0xef, 0xbb, 0xbf, .. "id,text\n1,a\n"u8]).Gives("1+0"),
        new HostileFile("mark and quoted header", [0xef, 0xbb, 0xbf, .. "\"id\",text\n1,a\n"u8]).Gives("1+0"),
        new HostileFile("utf-16 le", [0xff, 0xfe, .. Encoding.Unicode.GetBytes("id,text\n1,a\n")]).Gives("0+1"),
        new HostileFile("utf-16 be", [0xfe, 0xff, .. Encoding.BigEndianUnicode.GetBytes("id,text\n1,a\n")]).Gives("0+1"),
        new HostileFile("utf-16 without mark", Encoding.Unicode.GetBytes("id,text\n1,a\n")).Gives("0+1"),
        new HostileFile("utf-32 le", Encoding.UTF32.GetPreamble().Concat(Encoding.UTF32.GetBytes("id,text\n1,a\n")).ToArray()).Gives("0+1"),
        new HostileFile("crlf", "id,text\r\n1,a\r\n2,b\r\n").Gives("2+0"),
        new HostileFile("crlf without last", "id,text\r\n1,a\r\n2,b").Gives("2+0"),
        new HostileFile("lone cr", "id,text\r1,a\r2,b\r").Gives("2+0"),
        new HostileFile("lone cr quoted", "id,text\r1,\"a\rb\"\r2,b").Gives("2+0"),
        new HostileFile("lone cr within fields", "id,text\n1,a\rb\n2,b\n").Gives("2+0"),
        new HostileFile("mixed breaks", "id,text\r\n1,a\n2,b\r\n").Gives("2+0"),
        new HostileFile("quoted break", "id,text\n1,\"a\r\nb\"\n2,b\n").Gives("2+0"),
        new HostileFile("quote never closed", "id,text\n1,a\n2,\"b\n3,c\n4,d\n").Gives("1+1"),
        new HostileFile("quote never closed in header", "id,\"text\n1,a\n2,b\n").Gives("0+1"),
        new HostileFile("text after quote", "id,text\n1,\"a\"b\n2,b\n").Gives("1+1"),
        new HostileFile("quote within field", "id,text\n1,a\"b\n2,5\" pipe\n").Gives("2+0"),
        new HostileFile("too many and too few", "id,text\n1\n2,a,b\n3,c\n,\n4,\n").Gives("3+2"),
        new HostileFile("same name twice", "id,id,text\n1,2,a\n").Gives("0+1", "1+0"),
        new HostileFile("same name twice, not asked for", "id,x,x,text,x_2\n1,2,3,a,4\n").Gives("1+0"),
        new HostileFile("names left out", "id,text,,\n1,a,,\n2,b,c,d\n").Gives("2+0"),
        new HostileFile("semicolons, quoted", "id;text\n1;\"a;b\"\n2;1.234,56\n").Gives("2+0"),
        new HostileFile("tabs", "id\ttext\n1\ta,b\n").Gives("1+0"),
        new HostileFile("bars", "\"id\"|\"te,xt\"|text\n1|a|b\n").Gives("1+0"),
        new HostileFile("names differ by case", "id,ID,text\n1,2,a\n").Gives("1+0"),
        new HostileFile("empty names", "id,,text,\n1,x,a,y\n").Gives("1+0"),
        new HostileFile("one empty name", "id,text,\n1,a,\n").Gives("1+0"),
        new HostileFile("keywords and quotes", "id,text,select,\"fr\"\"om\",it's,a;b,_weir_load_id,rowid\n1,a,2,3,4,5,6,7\n").Gives("1+0"),
        new HostileFile("control characters in names", "id,te\tb,text,\"br\neak\"\n1,2,a,3\n").Gives("1+0"),
        new HostileFile("nul in a name", "id,text,a\0b\n1,a,2\n").Gives("0+1"),
        new HostileFile("malformed name", [.. "id,text,"u8, 0xe9, .. "\n1,a,2\n"u8]).Gives("0+1"),
        new HostileFile("nul bytes", "id,text\n1,a\0b\n2,\0\n\0,c\n4,d\n").Gives("3+1", "4+0"),
        new HostileFile("all nul", new byte[5000]).Gives("0+1"),
        new HostileFile("malformed utf-8", [.. "id,text\n1,"u8, 0xc3, 0x28, .. "\n2,b\n"u8]).Gives("1+1"),
        new HostileFile("latin-1", Encoding.Latin1.GetBytes("id,text\n1,é\n2,b\n")).Gives("1+1"),
        new HostileFile("overlong utf-8", [.. "id,text\n1,"u8, 0xc0, 0xaf, .. "\n2,b\n"u8]).Gives("1+1"),
        new HostileFile("2^63", "id,text\n9223372036854775808,a\n9223372036854775807,b\n").Gives("1+1", "2+0"),
        new HostileFile("1e400", "id,text,n\n1,a,1e400\n2,b,1e300\n").Gives("2+0"),
        new HostileFile("no number", "id,text\nNaN,a\n-,b\n0x10,c\n1_000,d\n\"1,000\",e\n+1,f\n 7 ,g\n1.0,h\n").Gives("2+6", "8+0"),
        new HostileFile("formula", "id,text\n1,=cmd|' /C calc'!A0\n").Gives("1+0"),
        new HostileFile("sql", "id,text\n1,'); DROP TABLE x; --\n").Gives("1+0"),
        new HostileFile("semicolons", "id;text\n1;a\n").Gives("1+0"),
        new HostileFile("markup", "<html><body>502 Bad Gateway</body></html>").Gives("0+1", "0+0"),
        new HostileFile("json", "{\"id\":1,\"text\":\"a\"}\n").Gives("0+1"),
        new HostileFile("no header", "1,a\n2,b\n").Gives("0+1", "1+0"),
        new HostileFile("wide row", $"id,text\n1,a{new string(',', 1_000_000)}\n2,b\n").Gives("1+1"),
        new HostileFile("wide header", $"id,text{string.Concat(Enumerable.Range(0, 9000).Select(n => $",c{n}"))}\n1,a{new string(',', 9000)}\n").Gives("1+0", "none"),
        new HostileFile("wider header", $"id,text{new string(',', 1_000_000)}\n1,a\n").Gives("0+1"),
        new HostileFile("long name", $"id,text,{new string('n', 1_000_000)}\n1,a,2\n").Gives("1+0"),
        new HostileFile("long line", $"id,text\n1,a\n2,{new string('x', LongLine)}\n3,c\n").Gives("3+0"),
        new HostileFile("long open quote", $"id,text\n1,a\n2,\"{string.Concat(Enumerable.Repeat("x,y\n", LongLine / 16))}").Gives("1+1"),
        new HostileFile("many quotes", $"id,text\n1,\"{new string('"', 200_001)}\"\n2,b\n").Gives("0+1"),
        new HostileFile("gz", Zipped("id,text\n1,a\n"), "gz").Gives("1+0"),
        new HostileFile("gz cut", Cut(Zipped(Rows(20_000))), "gz").Gives("?+1"),
        new HostileFile("gz with tail", [.. Zipped("id,text\n1,a\n"), .. "rubbish"u8], "gz").Gives("1+0"),
        new HostileFile("gz with zeros", [.. Zipped("id,text\n1,a\n"), .. new byte[512]], "gz").Gives("1+0"),
        new HostileFile("gz of members", [.. Zipped("id,text\n1,a\n2,"), .. Zipped(""), .. Zipped("b\n3,c\n")], "gz").Gives("3+0"),
        new HostileFile("gz that is none", "id,text\n1,a\n", "gz").Gives("0+1"),
        new HostileFile("gz empty", "", "gz").Gives("0+0"),
        new HostileFile("gz of gz", Zipped(Zipped("id,text\n1,a\n")), "gz").Gives("0+1"),
        new HostileFile("gz wrong sum", Flipped(Zipped("id,text\n1,a\n"), 8), "gz").Gives("0+1"),
        new HostileFile("gz wrong length", Flipped(Zipped("id,text\n1,a\n"), 4), "gz").Gives("0+1"),
    ];

    /// <summary>JSON, and the same.</summary>
    public static IReadOnlyList<HostileFile> Json =>
    [
        new HostileFile("empty", "").Gives("0+0"),
        new HostileFile("mark and row", "\ufeff{\"id\":1}").Gives("1+0"),
        new HostileFile("utf-16 without mark", Encoding.Unicode.GetBytes("{\"id\":1}")).Gives("0+1"),
        new HostileFile("utf-32 be", [0, 0, 0xfe, 0xff, 0, 0, 0, (byte)'1']).Gives("0+1"),
        new HostileFile("crlf", "{\"id\":1}\r\n{\"id\":2}\r\n").Gives("2+0"),
        new HostileFile("lone cr", "{\"id\":1}\r{\"id\":2}\r").Gives("2+0"),
        new HostileFile("lone cr in lines", "{\"id\":1}\r{\"id\":2}\r", "ndjson").Gives("0+1"),
        new HostileFile("scalar", "5").Gives("0+1", "1+0"),
        new HostileFile("string", "\"five\"").Gives("0+1", "1+0"),
        new HostileFile("null", "null").Gives("0+1", "1+0"),
        new HostileFile("scalars", "1\n\"two\"\nnull\ntrue\n").Gives("0+4", "4+0"),
        new HostileFile("mixed array", "[{\"id\":1},2,\"three\",null,[4],{\"id\":5}]").Gives("2+4", "6+0"),
        new HostileFile("mixed member", "{\"id\":1,\"text\":\"a\"}\n{\"id\":2,\"text\":{\"b\":1}}\n{\"id\":3,\"text\":[1,\"x\",{\"y\":[null]}]}\n").Gives("3+0"),
        new HostileFile("same key twice", "{\"id\":1,\"id\":2}").Gives("1+0"),
        new HostileFile("same key twice, otherwise", "{\"id\":1,\"id\":{\"a\":2}}\n{\"id\":[1],\"id\":2}\n").Gives("1+1", "2+0"),
        new HostileFile("keys differ by case", "{\"id\":1,\"ID\":2,\"Id\":3}").Gives("1+0"),
        new HostileFile("keys differ by case in places", "{\"id\":1}\n{\"ID\":2}\n").Gives("2+0"),
        new HostileFile("arrays differ by case", "{\"id\":1,\"c\":[1],\"C\":[\"x\"]}").Gives("1+0"),
        new HostileFile("arrays and joined names", "{\"id\":1,\"a__b\":[1],\"a\":{\"b\":[{\"x\":2}]},\"list\":[3]}\n").Gives("1+0"),
        new HostileFile("arrays of arrays", "{\"id\":1,\"a\":[[[1,2],[]],[[3]]]}").Gives("1+0"),
        new HostileFile("keys with quotes", "{\"id\":1,\"a\\\"b\":1,\"'; DROP TABLE x; --\":2,\"a.b\":3,\"$\":4,\"\\u0041\":5}").Gives("1+0"),
        new HostileFile("key with nul", "{\"id\":1,\"a\\u0000b\":1}\n{\"id\":2}\n").Gives("2+0"),
        new HostileFile("array key with nul", "{\"id\":1,\"a\\u0000b\":[1]}\n{\"id\":2}\n").Gives("2+0"),
        new HostileFile("key with lone surrogate", "{\"id\":1,\"a\\ud800\":1}\n{\"id\":2}\n").Gives("2+0"),
        new HostileFile("key with line break", "{\"id\":1,\"a\\nb\":1}").Gives("1+0"),
        new HostileFile("long key", $"{{\"id\":1,\"{new string('k', 1_000_000)}\":1}}").Gives("1+0"),
        new HostileFile("text with nul", "{\"id\":1,\"text\":\"a\\u0000b\"}\n{\"id\":2}\n").Gives("2+0"),
        new HostileFile("lone surrogate", "{\"id\":1,\"text\":\"\\udc00x\"}\n{\"id\":2}\n").Gives("1+1"),
        new HostileFile("raw control character", "{\"id\":1,\"text\":\"a\tb\"}\n{\"id\":2}\n").Gives("1+1"),
        new HostileFile("malformed utf-8", [.. "{\"id\":1,\"text\":\""u8, 0xc3, 0x28, .. "\"}\n{\"id\":2}\n"u8]).Gives("1+1"),
        new HostileFile("malformed utf-8 in array", [.. "[{\"id\":1,\"text\":\""u8, 0xc3, 0x28, .. "\"},{\"id\":2}]"u8]).Gives("1+1"),
        new HostileFile("nul bytes", [.. "{\"id\":1}\n"u8, 0, 0, (byte)'\n', .. "{\"id\":2}\n"u8]).Gives("2+1"),
        new HostileFile("all nul", new byte[5000]).Gives("0+1"),
        new HostileFile("2^63", "{\"id\":9223372036854775808}\n{\"id\":9223372036854775807}\n").Gives("1+1", "2+0"),
        new HostileFile("2^200", $"{{\"id\":1{new string('0', 60)}}}\n{{\"id\":2}}\n").Gives("1+1", "2+0"),
        new HostileFile("1e400", "{\"id\":1,\"n\":1e400}\n{\"id\":2,\"n\":1e300}\n").Gives("2+0", "1+1"),
        new HostileFile("1e400 in a child", "{\"id\":1,\"n\":[1.5,1e400]}\n{\"id\":2,\"n\":[1e300]}\n").Gives("2+0", "2+1"),
        new HostileFile("digits", $"{{\"id\":{new string('9', 100_000)}}}\n{{\"id\":2}}\n").Gives("1+1"),
        new HostileFile("no numbers", "{\"id\":01}\n{\"id\":+1}\n{\"id\":NaN}\n{\"id\":1.}\n{\"id\":0x1}\n{\"id\":-}\n{\"id\":-0}\n").Gives("0+1"),
        new HostileFile("deep array", $"{{\"id\":1,\"any\":{new string('[', 10_000)}{new string(']', 10_000)}}}\n{{\"id\":2}}\n").Gives("1+1"),
        new HostileFile("deep object", $"{{\"id\":1,\"any\":{string.Concat(Enumerable.Repeat("{\"a\":", 10_000))}1{new string('}', 10_000)}}}\n{{\"id\":2}}\n").Gives("1+1"),
        new HostileFile("as deep as may be, arrays", $"{{\"id\":1,\"any\":{new string('[', 990)}1{new string(']', 990)}}}\n{{\"id\":2}}\n").Gives("2+0", "none"),
        new HostileFile("as deep as may be, objects", $"{{\"id\":1,\"any\":{string.Concat(Enumerable.Repeat("{\"a\":", 990))}1{new string('}', 990)}}}\n{{\"id\":2}}\n").Gives("2+0"),
        new HostileFile("deep and open", new string('[', 200_000)).Gives("0+1"),
        new HostileFile("many members", $"{{\"id\":1{string.Concat(Enumerable.Range(0, 3_000).Select(n => $",\"m{n}\":{n}"))}}}").Gives("1+0", "none"),
        new HostileFile("many arrays", $"{{\"id\":1{string.Concat(Enumerable.Range(0, 3_000).Select(n => $",\"m{n}\":[{n}]"))}}}").Gives("1+0", "none"),
        new HostileFile("comments", "{\"id\":1} // one\n{\"id\":2}\n").Gives("1+1"),
        new HostileFile("trailing comma", "[{\"id\":1},{\"id\":2},]").Gives("2+1"),
        new HostileFile("python", "{'id': 1, 'text': None}\n{\"id\":2}\n").Gives("1+1"),
        new HostileFile("cut array", "[{\"id\":1},{\"id\":2},{\"id\":3").Gives("2+1"),
        new HostileFile("cut lines", "{\"id\":1}\n{\"id\":2}\n{\"id\":3").Gives("2+1"),
        new HostileFile("two arrays", "[{\"id\":1}][{\"id\":2}]").Gives("1+1"),
        new HostileFile("brackets", "]}{\"id\":1}").Gives("0+1"),
        new HostileFile("markup", "<html><body>502 Bad Gateway</body></html>").Gives("0+1"),
        new HostileFile("long line", $"{{\"id\":1}}\n{{\"id\":2,\"text\":\"{new string('x', LongLine)}\"}}\n{{\"id\":3}}\n").Gives("3+0"),
        new HostileFile("long open line", $"{{\"id\":1}}\n{{\"id\":2,\"text\":\"{new string('x', LongLine)}").Gives("1+1"),
        new HostileFile("long document", $"[{{\"id\":1}},{{\"id\":2,\"text\":\"{new string('x', LongLine)}\"}},{{\"id\":3}}]").Gives("3+0"),
        new HostileFile("gz cut", Cut(Zipped(string.Concat(Enumerable.Range(0, 20_000).Select(n => $"{{\"id\":{n * 7919L % 104729}}}\n")))), "gz").Gives("?+1"),
        new HostileFile("gz of members", [.. Zipped("{\"id\":1}\n{\"id\""), .. Zipped(":2}\n")], "gz").Gives("2+0"),
        new HostileFile("gz with tail", [.. Zipped("{\"id\":1}\n"), .. "rubbish"u8], "gz").Gives("1+0"),
        new HostileFile("gz that is none", "{\"id\":1}\n", "gz").Gives("0+1"),
        new HostileFile("gz of gz", Zipped(Zipped("{\"id\":1}\n")), "gz").Gives("0+1"),
    ];

    private static string Rows(int count) =>
        "id,text\n" + string.Concat(Enumerable.Range(0, count).Select(n => $"{n},{n * 7919L % 104729}\n"));

    private static byte[] Cut(byte[] bytes) => bytes[..(bytes.Length / 2)];

    private static byte[] Flipped(byte[] bytes, int fromEnd)
    {
        bytes[^fromEnd] ^= 0xff;
        return bytes;
    }

    private static byte[] Zipped(string text) => Zipped(Encoding.UTF8.GetBytes(text));

    private static byte[] Zipped(byte[] content)
    {
        var bytes = new MemoryStream();
        using (var zip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        {
            zip.Write(content);
        }

        return bytes.ToArray();
    }
}
