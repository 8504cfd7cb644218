using System.Text.Json;

namespace Weir.Functions.RuntimeApi;

/// <summary>What is to be known of a text that should be JSON.</summary>
internal static class JsonFacts
{
    private const int Deepest = 1_000;

    /// <summary>Why it is not one JSON value; nothing when it is.</summary>
    public static string? WhyNotJson(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            return "there is nothing at all.";
        }

        try
        {
            var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = Deepest });
            while (reader.Read())
            {
                // To the end, and nothing behind it.
            }

            return null;
        }
        catch (JsonException error)
        {
            // The place follows in words that are for programmers.
            return error.Message.Split(" LineNumber:")[0].Split(" Path:")[0];
        }
    }
}
