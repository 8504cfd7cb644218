using FsCheck;
using FsCheck.Fluent;

using Weir.Tables;

namespace Weir.Tests.Words.Tables;

public class ValuePathTests
{
    [Theory]
    [InlineData("$", 0)]
    [InlineData("@", 0)]
    [InlineData("$.a.b", 2)]
    [InlineData("@['a b'][\"c\"].d[0][*]", 5)]
    [InlineData("$.a-b ü", 1)]
    public void A_path_is_read(string text, int steps)
    {
        Assert.True(ValuePath.TryParse(text, out var path, out var mistake), mistake);

        Assert.Equal(text, path!.Text);
        Assert.Equal(steps, path.Steps.Count);
        Assert.Equal(text[0] == '@', path.FromRow);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("$a")]
    [InlineData("$.")]
    [InlineData("$..a")]
    [InlineData("$[")]
    [InlineData("$[a]")]
    [InlineData("$[-1]")]
    [InlineData("$[99999999999]")]
    [InlineData("$['a]")]
    [InlineData("$['a'")]
    public void What_is_no_path_says_why(string text)
    {
        Assert.False(ValuePath.TryParse(text, out var path, out var mistake));

        Assert.Null(path);
        Assert.NotEmpty(mistake);
    }

    [Fact]
    public void A_path_written_from_its_steps_reads_to_the_same_steps()
    {
        var name = Gen.Elements("a", "b", "'", "\"", "\\", "]", "[", ".", "*", " ", "ü", "0").NonEmptyListOf().Select(string.Concat);
        var step = Gen.OneOf(
            name.Select(n => (PathStep)new PathStep.Member(n)),
            Gen.Choose(0, int.MaxValue).Select(i => (PathStep)new PathStep.Element(i)),
            Gen.Constant((PathStep)new PathStep.Each()));

        Prop.ForAll(
            step.ListOf().ToArbitrary(),
            steps => ValuePath.TryParse("$" + string.Concat(steps.Select(Written)), out var path, out _) && path!.Steps.SequenceEqual(steps))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    [Fact]
    public void The_path_of_a_column_is_the_member_of_that_name_whatever_its_characters() =>
        Prop.ForAll<NonNull<string>>(name => ValuePath.OfColumn(name.Get) is { FromRow: true, Steps: [PathStep.Member(var read)] } && read == name.Get)
            .Check(Config.QuickThrowOnFailure);

    [Fact]
    public void No_text_makes_reading_fail_otherwise() =>
        Prop.ForAll<NonNull<string>>(text => ValuePath.TryParse("$" + text.Get, out var path, out var mistake) == (path is not null) && (path is null) == (mistake.Length > 0))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    private static string Written(PathStep step) => step switch
    {
        PathStep.Member(var name) => $"['{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}']",
        PathStep.Element(var index) => $"[{index}]",
        _ => "[*]",
    };
}
