using FsCheck;
using FsCheck.Fluent;

using Weir.Buckets;

namespace Weir.Tests.Words.Buckets;

public class ObjectPatternTests
{
    private static readonly string[] Pieces =
        ["a", "b", ".", "/", "*", "**", "?", "**/", "/**", "[ab]", "[!a]", "[a-c]", "[^/]", "{a,b}", "{,a}", "{a/,*}b", "{a,{b,**}}", ",", "-", "c"];

    [Theory]
    [InlineData("raw/**.json", "a.json", true)]
    [InlineData("raw/**.json", "x/y/a.json", true)]
    [InlineData("raw/**.json", "a.jsonl", false)]
    [InlineData("raw/*.json", "x/a.json", false)]
    [InlineData("raw/**/a.json", "a.json", true)]
    [InlineData("raw/**/a.json", "x/y/a.json", true)]
    [InlineData("raw/**/a.json", "ba.json", false)]
    [InlineData("raw/x/**", "x/", false)]
    [InlineData("raw/x/**", "x", false)]
    [InlineData("raw/a**a", "a", false)]
    [InlineData("raw/a**a", "aa", true)]
    [InlineData("raw/a*a", "a/a", false)]
    [InlineData("raw/A.json", "a.json", false)]
    [InlineData("raw/[a-c]?.{csv,tsv}", "bx.tsv", true)]
    [InlineData("raw/[a-c]?.{csv,tsv}", "dx.tsv", false)]
    [InlineData("raw/[!a]", "/", false)]
    [InlineData("raw/a.b", "axb", false)]
    [InlineData("raw/a,b", "a,b", true)]
    [InlineData("raw/[]x]", "]", true)]
    [InlineData("raw/a+(b)$^|\\", "a+(b)$^|\\", true)]
    [InlineData("raw/*", "a\nb", true)]
    [InlineData("raw/ä*", "äöü 日本.json", true)]
    public void A_pattern_means_what_its_glob_says(string pattern, string key, bool expected)
    {
        Assert.True(ObjectPattern.TryParse(pattern, out var parsed, out _));

        Assert.Equal(expected, parsed!.Matches(new ObjectName("raw", key)));
        Assert.False(parsed.Matches(new ObjectName("other", key)));
    }

    [Theory]
    [InlineData("raw", "needs a bucket, a slash and a glob, such as raw/**.json")]
    [InlineData("/a", "needs a bucket, a slash and a glob, such as raw/**.json")]
    [InlineData("raw/", "needs a bucket, a slash and a glob, such as raw/**.json")]
    [InlineData("r*/a", "has a wildcard in its bucket; name one bucket")]
    [InlineData("raw/***", "has three stars in a row; '*' stays within a segment, '**' crosses them")]
    [InlineData("raw/[a", "has a '[' without its ']'")]
    [InlineData("raw/[]", "has a '[' without its ']'")]
    [InlineData("raw/[z-a]", "has a class '[z-a]' whose range runs backwards")]
    [InlineData("raw/{a", "has a '{' without its '}'")]
    [InlineData("raw/a}", "has a '}' without its '{'")]
    public void A_pattern_that_is_none_says_why(string pattern, string mistake)
    {
        Assert.False(ObjectPattern.TryParse(pattern, out var parsed, out var said));

        Assert.Null(parsed);
        Assert.Equal(mistake, said);
    }

    [Fact]
    public void A_pattern_that_is_too_long_says_so()
    {
        Assert.False(ObjectPattern.TryParse("raw/" + new string('{', 100_000), out _, out var mistake));
        Assert.Equal("is longer than 2048 characters", mistake);
    }

    [Fact]
    public void A_hostile_glob_costs_no_more_than_its_length()
    {
        Assert.True(ObjectPattern.TryParse("raw/" + string.Concat(Enumerable.Repeat("{**a,**}", 200)) + "b", out var pattern, out _));

        Assert.False(pattern!.Matches(new ObjectName("raw", new string('a', 1000))));
    }

    [Theory]
    [InlineData("raw/**", false)]
    [InlineData("raw/*/**", false)]
    [InlineData("raw/a/*", false)]
    [InlineData("raw/{a/b/,c}", false)]
    [InlineData("raw/**/", true)]
    [InlineData("raw/a/*/", true)]
    [InlineData("raw/a/b/", true)]
    [InlineData("raw/a/", false)]
    public void A_folder_is_meant_only_by_a_pattern_that_ends_in_a_slash(string text, bool isMeant)
    {
        Assert.True(ObjectPattern.TryParse(text, out var pattern, out _));

        Assert.Equal(isMeant, pattern!.Matches(new ObjectName("raw", "a/b/")));
        Assert.Equal(!text.EndsWith('/') && text != "raw/{a/b/,c}", pattern.Matches(new ObjectName("raw", "a/b")));
    }

    [Fact]
    public void Matching_agrees_with_a_naive_reference()
    {
        var globs = Gen.Elements(Pieces).ListOf().Where(p => p.Count is > 0 and < 9).Select(string.Concat);
        var keys = Gen.Elements('a', 'b', 'c', '.', '/', ',').ListOf().Where(k => k.Count < 9).Select(k => new string([.. k]));

        Prop.ForAll(
            globs.ToArbitrary(),
            keys.ListOf(20).ToArbitrary(),
            (glob, some) => !ObjectPattern.TryParse("b/" + glob, out var pattern, out _)
                || some.All(key => pattern!.Matches(new ObjectName("b", key)) == ((glob.EndsWith('/') || key is not [_, .., '/']) && NaiveGlob.Matches(glob, key))))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }
}
