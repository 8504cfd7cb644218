using System.Text.RegularExpressions;

namespace Weir.Tests.House;

/// <summary>Every error a user can meet is explained in the reference, and nothing else is.</summary>
public partial class ErrorCodesTests
{
    private static readonly string[] Headings =
        [.. File.ReadAllLines(Path.Combine(Sources.Root, "docs/reference/errors.md")).Where(l => l.StartsWith("### ", StringComparison.Ordinal)).Select(l => l[4..])];

    [Fact]
    public void Every_code_in_the_sources_is_explained() => Assert.Empty(CodesInSources().Except(Headings));

    [Fact]
    public void Every_code_explained_is_in_the_sources() => Assert.Empty(Headings.Except(CodesInSources()));

    [Fact]
    public void The_codes_are_explained_once_and_in_order() => Assert.Equal(Headings.Distinct().Order(StringComparer.Ordinal), Headings);

    private static IEnumerable<string> CodesInSources() =>
        Sources.Under("src").SelectMany(f => f.Lines).SelectMany(l => Code.Matches(l)).Select(m => m.Groups[1].Value).Distinct().Order(StringComparer.Ordinal);

    /// <summary>A code as a text in the sources; those in comments are mentions.</summary>
    [GeneratedRegex("\"(WEIR[0-9]{4})\"")]
    private static partial Regex Code { get; }
}
