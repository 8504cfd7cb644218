using System.Text.Json;

namespace Weir.Dashboard.Runs;

/// <summary>What is said of runs.</summary>
internal static class RunTexts
{
    /// <summary>Enough of an id to tell runs apart on a page.</summary>
    private const int Enough = 8;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string ShortId(string id) => id.Length > Enough ? id[^Enough..] : id;

    /// <summary>JSON as people read it.</summary>
    public static string Pretty(JsonElement value) => JsonSerializer.Serialize(value, Indented);

    public static bool IsOver(string state) => state is "succeeded" or "failed" or "cancelled";
}
