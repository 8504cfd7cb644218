using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

using Weir.Project.Schema;
using Weir.Project.Yaml;

namespace Weir.Project.Reading;

/// <summary>Regular expressions as the warehouse knows them (RE2): without looking around and without references back.</summary>
internal static class RegularExpressions
{
    private static readonly string[] OnlyOfRe2 = [@"\Q", @"\C", @"\p", @"\P", "(?P", "(?U", "[[:"];

    /// <summary>One expression.</summary>
    public static ScalarShape<string> Shape { get; } = new(new Description("string", "a regular expression"), TryRead);

    private static bool TryRead(YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out string value)
    {
        value = scalar.Text;
        try
        {
            // Both engines that never try twice know the same language but for a few words, which are left to the warehouse.
            if (!OnlyOfRe2.Any(word => scalar.Text.Contains(word, StringComparison.Ordinal)))
            {
                _ = new Regex(scalar.Text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            }

            return true;
        }
        catch (Exception wrong) when (wrong is ArgumentException or NotSupportedException)
        {
            reading.Wrong(
                scalar,
                "WEIR2423",
                $"{reading.Label} is no regular expression: {wrong.Message}",
                "Write it as RE2 reads it; looking ahead or behind and references back are not part of that.");
            return false;
        }
    }
}
