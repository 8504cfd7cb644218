using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Weir.Bench.Small;

/// <summary>Orders, one to a file: JSON documents of about 2 KB, each with five nested lines.</summary>
internal static class OrderFiles
{
    public const int LinesEach = 5;

    private static readonly string[] Words =
        ["amber", "basalt", "cedar", "delta", "ember", "fjord", "granite", "harbour", "indigo", "jasper", "kelp", "larch"];

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes so many files into a folder; the same count gives the same files.</summary>
    public static void Write(string folder, int count)
    {
        Directory.CreateDirectory(folder);
        for (var order = 0; order < count; order++)
        {
            using var file = File.Create(Path.Combine(folder, NameOf(order)));
            Write(file, order);
        }
    }

    public static string NameOf(int order) => string.Create(CultureInfo.InvariantCulture, $"order-{order:D7}.json");

    /// <summary>Writes one document.</summary>
    public static void Write(Stream to, int order)
    {
        // Seeded by the order, so that a file is the same whichever files are made beside it.
        var random = new Random(order);
        using var json = new Utf8JsonWriter(to, Plain);
        json.WriteStartObject();
        json.WriteNumber("id", order);
        json.WriteString("ordered_at", Moment(order));
        json.WriteStartObject("customer");
        json.WriteNumber("id", random.Next(1_000_000));
        json.WriteString("name", "Customer " + Word(random));
        json.WriteString("region", (order % 3) switch { 0 => "eu", 1 => "us", _ => "ap" });
        json.WriteStartObject("address");
        json.WriteString("street", string.Create(CultureInfo.InvariantCulture, $"{Word(random)} street {order % 400}"));
        json.WriteString("zip", string.Create(CultureInfo.InvariantCulture, $"{order % 99_999:D5}"));
        json.WriteString("city", Word(random));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartArray("lines");
        for (var line = 0; line < LinesEach; line++)
        {
            json.WriteStartObject();
            json.WriteString("sku", string.Create(CultureInfo.InvariantCulture, $"SKU-{random.Next(1_000_000):D6}"));
            json.WriteNumber("quantity", random.Next(1, 9));
            json.WriteNumber("price", random.Next(1, 10_000) / 100m);
            json.WriteString("description", Text(random, 19));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("note", Text(random, 120));
        json.WriteEndObject();
    }

    private static string Moment(int order) => string.Create(
        CultureInfo.InvariantCulture,
        $"202{4 + (order % 2)}-{1 + (order % 12):D2}-{1 + (order % 28):D2}T{order % 24:D2}:{order % 60:D2}:{order * 7L % 60:D2}Z");

    private static string Word(Random random) => Words[random.Next(Words.Length)];

    private static string Text(Random random, int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Word(random)));
}
