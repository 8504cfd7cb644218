using System.Text;
using System.Text.Json;

using Weir.Testing;

namespace Weir.Cli.Testing;

/// <summary>Compares what something holds with what a test says.</summary>
internal static class ContentDifference
{
    private const int MostLines = 20;

    /// <param name="expected">How the test says it.</param>
    /// <param name="bytes">What that is.</param>
    /// <param name="found">What was found.</param>
    /// <param name="isWhole">Whether JSON objects may not have more members than are expected.</param>
    /// <returns>None when it is the same.</returns>
    public static (IReadOnlyList<string> Expected, IReadOnlyList<string> Found)? Of(TestContent expected, byte[] bytes, byte[] found, bool isWhole) => expected switch
    {
        TestContent.Json json => OfJson([json.Value], [Encoding.UTF8.GetString(found)], isWhole),
        TestContent.Lines lines => OfJson(lines.Values, Encoding.UTF8.GetString(found).Split('\n', StringSplitOptions.RemoveEmptyEntries), isWhole),
        _ => bytes.AsSpan().SequenceEqual(found) ? null : OfText(bytes, found),
    };

    private static (IReadOnlyList<string>, IReadOnlyList<string>)? OfJson(IReadOnlyList<string> expected, string[] found, bool isWhole)
    {
        var (wanted, there) = (new List<string>(), new List<string>());
        for (var at = 0; at < Math.Max(expected.Count, found.Length) && wanted.Count < MostLines; at++)
        {
            var place = expected.Count > 1 || found.Length > 1 ? $"line {at + 1} " : "";
            if (at >= expected.Count || at >= found.Length)
            {
                wanted.Add(at < expected.Count ? place + expected[at] : $"{place}nothing");
                there.Add(at < found.Length ? place + found[at] : $"{place}nothing");
            }
            else if (Parsed(found[at]) is { } value)
            {
                foreach (var (path, one, other) in JsonDifference.Between(JsonElement.Parse(expected[at]), value, isWhole))
                {
                    wanted.Add($"{place}{path}: {one}");
                    there.Add($"{place}{path}: {other}");
                }
            }
            else
            {
                wanted.Add(place + expected[at]);
                there.Add($"{place}{found[at]} (which is no JSON)");
            }
        }

        return wanted.Count == 0 ? null : (wanted, there);
    }

    private static (IReadOnlyList<string>, IReadOnlyList<string>) OfText(byte[] expected, byte[] found)
    {
        var (wanted, there) = (LinesOf(expected), LinesOf(found));
        if (wanted is null || there is null)
        {
            return ([$"{expected.Length} bytes"], [$"{found.Length} bytes, others"]);
        }

        // What is the same at the start and at the end is not told.
        var start = wanted.Zip(there).TakeWhile(pair => pair.First == pair.Second).Count();
        var end = Enumerable.Reverse(wanted).Zip(Enumerable.Reverse(there)).TakeWhile(pair => pair.First == pair.Second)
            .Take(Math.Min(wanted.Length, there.Length) - start).Count();
        return (Part(wanted), Part(there));

        IReadOnlyList<string> Part(string[] lines) => lines.Length - end - start is > 0 and var count
            ? [.. lines.Skip(start).Take(Math.Min(count, MostLines)).Select((line, at) => $"line {start + at + 1} {line}")]
            : [$"line {start + 1} nothing"];
    }

    private static string[]? LinesOf(byte[] bytes)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).Split('\n');
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static JsonElement? Parsed(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
